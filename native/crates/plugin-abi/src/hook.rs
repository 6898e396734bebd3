use serde::Serialize;

macro_rules! hooks {
    ($($variant:ident = $name:literal,)*) => {
        /// A hook point of CPEX. The order is part of the boundary: a hook crosses it as its index.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        pub enum Hook {
            $(#[doc = concat!("`", $name, "`")] #[serde(rename = $name)] $variant,)*
        }

        impl Hook {
            /// Every hook, in the order of the boundary.
            pub const ALL: &'static [Hook] = &[$(Hook::$variant,)*];

            /// The hook's name, as CPEX spells it.
            pub fn name(self) -> &'static str {
                match self { $(Hook::$variant => $name,)* }
            }

            /// The hook with this index in [`Hook::ALL`].
            pub fn from_index(index: u32) -> Option<Hook> {
                Hook::ALL.get(index as usize).copied()
            }
        }
    };
}

hooks! {
    ToolPreInvoke = "tool_pre_invoke",
    ToolPostInvoke = "tool_post_invoke",
    PromptPreFetch = "prompt_pre_fetch",
    PromptPostFetch = "prompt_post_fetch",
    ResourcePreFetch = "resource_pre_fetch",
    ResourcePostFetch = "resource_post_fetch",
    AgentPreInvoke = "agent_pre_invoke",
    AgentPostInvoke = "agent_post_invoke",
    HttpPreRequest = "http_pre_request",
    HttpPostRequest = "http_post_request",
    HttpAuthResolveUser = "http_auth_resolve_user",
    HttpAuthCheckPermission = "http_auth_check_permission",
    IdentityResolve = "identity_resolve",
    TokenDelegate = "token_delegate",
    Evaluate = "evaluate",
    CmfToolPreInvoke = "cmf.tool_pre_invoke",
    CmfToolPostInvoke = "cmf.tool_post_invoke",
    CmfLlmInput = "cmf.llm_input",
    CmfLlmOutput = "cmf.llm_output",
    CmfResourcePreFetch = "cmf.resource_pre_fetch",
    CmfResourcePostFetch = "cmf.resource_post_fetch",
    CmfPromptPreFetch = "cmf.prompt_pre_fetch",
    CmfPromptPostFetch = "cmf.prompt_post_fetch",
}

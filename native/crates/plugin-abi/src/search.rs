use crate::{Decision, Found, Hook, TextPlugin, Texts};

/// Texts are sifted if there are more than `MANY` and they are shorter than `SHORT` on average.
const MANY: usize = 4;
const SHORT: usize = 256;

/// A plugin, with what it found last.
pub struct Search<P> {
    pub plugin: P,
    pub found: Found,
    shortest: usize,
    /// Which texts it is asked about.
    marks: Vec<bool>,
}

impl<P: TextPlugin> Search<P> {
    pub fn new(plugin: P) -> Self {
        Search {
            shortest: plugin.shortest() as usize,
            plugin,
            found: Found::default(),
            marks: Vec::new(),
        }
    }

    /// Forgets what was found before, finds what is in these texts, and asks for a decision.
    pub fn run(&mut self, texts: Texts<'_>, at: Hook) -> Decision {
        let Search {
            plugin,
            found,
            marks,
            shortest,
        } = self;
        found.clear();
        marks.clear();
        marks.resize(texts.count(), true);
        if texts.count() > MANY && texts.whole().len() < texts.count() * SHORT {
            plugin.sift(texts, marks);
        }
        for (index, &is_marked) in marks.iter().enumerate() {
            let range = texts.range(index);
            if range.len() < *shortest || !is_marked {
                continue;
            }
            found.open(index as u32, range.len());
            plugin.find(texts.whole().slice(range), found);
            found.close();
        }
        plugin.decide(found, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ConfigError, Host, Text};

    /// Finds every text of two units or more that it is asked about, and sifts out those that begin with `x`.
    struct FindsAll;

    impl TextPlugin for FindsAll {
        type Config = ();
        const LOOKS_AT: &'static [(Hook, &'static str)] = &[];

        fn create((): (), _host: &Host) -> Result<Self, ConfigError> {
            Ok(FindsAll)
        }

        fn shortest(&self) -> u32 {
            2
        }

        fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
            for (index, mark) in marks.iter_mut().enumerate() {
                let text = texts.whole().slice(texts.range(index));
                *mark = text.to_string_lossy().as_bytes().first() != Some(&b'x');
            }
        }

        fn find(&self, text: Text<'_>, found: &mut Found) {
            found.add("all", 0..text.len(), "");
        }

        fn decide(&self, _found: &Found, _at: Hook) -> Decision {
            Decision::default()
        }
    }

    fn found_in(texts: &[&str]) -> Vec<u32> {
        let mut end = 0;
        let ends = texts.iter().map(|text| {
            end += text.len() as u32;
            end
        });
        let ends: Vec<_> = ends.collect();
        let mut search = Search::new(FindsAll);
        search.run(
            Texts::new(Text::from_latin1(texts.concat().as_bytes()), &ends),
            Hook::ToolPreInvoke,
        );
        search
            .found
            .findings()
            .iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn a_plugin_is_not_asked_about_texts_that_are_too_short() {
        assert_eq!(found_in(&["ab", "", "a", "xab"]), [0, 3]);
    }

    #[test]
    fn many_short_texts_are_sifted() {
        assert_eq!(found_in(&["ab", "xab", "ab", "a", "xab"]), [0, 2]);
    }

    #[test]
    fn few_or_long_texts_are_not_sifted() {
        let long = "x".repeat(300);
        assert_eq!(found_in(&["ab", "xab"]), [0, 1]);
        assert_eq!(found_in(&[long.as_str(); 6]), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_was_found_before_is_forgotten() {
        let mut search = Search::new(FindsAll);
        search.run(Texts::new(Text::from_latin1(b"ab"), &[2]), Hook::ToolPreInvoke);
        search.run(Texts::new(Text::from_latin1(b""), &[]), Hook::ToolPreInvoke);
        assert!(search.found.is_empty());
    }
}

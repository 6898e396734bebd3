use crate::config::Config;
use crate::kind::Kind;
use crate::matchers;
use mcpplugins_text_scan::Matcher;

/// A pattern that the plugin brings with it.
pub struct BuiltIn {
    pub kind: Kind,
    pub matcher: Matcher,
    /// Whether a config asks for it.
    pub is_enabled: fn(&Config) -> bool,
}

/// The built-in patterns, in the order that decides between findings which are otherwise equal.
pub static BUILT_IN: [BuiltIn; 17] = [
    built_in(Kind::Bsn, matchers::BSN, |config| config.detect_bsn),
    built_in(Kind::Bsn, matchers::BSN_SENTENCE, |config| config.detect_bsn),
    built_in(Kind::Ssn, matchers::SSN_DASHED, |config| config.detect_ssn),
    built_in(Kind::Ssn, matchers::SSN_LABELLED, |config| config.detect_ssn),
    built_in(Kind::CreditCard, matchers::CREDIT_CARD, |config| {
        config.detect_credit_card
    }),
    built_in(Kind::Email, matchers::EMAIL, |config| config.detect_email),
    built_in(Kind::Phone, matchers::PHONE, |config| config.detect_phone),
    built_in(Kind::Phone, matchers::PHONE_INTERNATIONAL, |config| {
        config.detect_phone
    }),
    built_in(Kind::IpAddress, matchers::IPV4, |config| config.detect_ip_address),
    built_in(Kind::IpAddress, matchers::IPV6, |config| config.detect_ip_address),
    built_in(Kind::DateOfBirth, matchers::DATE_OF_BIRTH, |config| {
        config.detect_date_of_birth
    }),
    built_in(Kind::DateOfBirth, matchers::DATE, |config| {
        config.detect_date_of_birth
    }),
    built_in(Kind::Passport, matchers::PASSPORT, |config| {
        config.detect_passport
    }),
    built_in(Kind::DriverLicense, matchers::DRIVER_LICENSE, |config| {
        config.detect_driver_license
    }),
    built_in(Kind::BankAccount, matchers::BANK_ACCOUNT, |config| {
        config.detect_bank_account
    }),
    built_in(Kind::BankAccount, matchers::IBAN, |config| {
        config.detect_bank_account
    }),
    built_in(Kind::MedicalRecord, matchers::MEDICAL_RECORD, |config| {
        config.detect_medical_record
    }),
];

const fn built_in(kind: Kind, matcher: Matcher, is_enabled: fn(&Config) -> bool) -> BuiltIn {
    BuiltIn {
        kind,
        matcher,
        is_enabled,
    }
}

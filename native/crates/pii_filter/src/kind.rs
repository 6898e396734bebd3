/// What kind of information a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    BankAccount,
    Bsn,
    CreditCard,
    Custom,
    DateOfBirth,
    DriverLicense,
    Email,
    IpAddress,
    MedicalRecord,
    Passport,
    Phone,
    Ssn,
}

impl Kind {
    /// The name in results. Kinds are declared, and so compared, in the order of their names.
    pub fn name(self) -> &'static str {
        match self {
            Kind::BankAccount => "bank_account",
            Kind::Bsn => "bsn",
            Kind::CreditCard => "credit_card",
            Kind::Custom => "custom",
            Kind::DateOfBirth => "date_of_birth",
            Kind::DriverLicense => "driver_license",
            Kind::Email => "email",
            Kind::IpAddress => "ip_address",
            Kind::MedicalRecord => "medical_record",
            Kind::Passport => "passport",
            Kind::Phone => "phone",
            Kind::Ssn => "ssn",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::built_in::BUILT_IN;

    #[test]
    fn kinds_are_ordered_by_their_names() {
        for one in &BUILT_IN {
            for other in &BUILT_IN {
                assert_eq!(one.kind.cmp(&other.kind), one.kind.name().cmp(other.kind.name()));
            }
        }
    }
}

//! Tax codes, telephone numbers and addresses of mail.

use domain::people::identity::{Email, NotAPhone, NotATaxCode, NotAnEmail, Phone, TaxCode};

#[test]
fn a_tax_code_that_fails_its_check_is_only_doubted() {
    let code = |text: &str| text.parse::<TaxCode>();
    for right in ["0100109106", "0100686174", "0100112437", "0100109106-001"] {
        assert!(!code(right).unwrap().looks_wrong(), "{right}");
    }
    assert!(code("0100109107").unwrap().looks_wrong());
    assert_eq!(code("0100109106001").unwrap().as_str(), "0100109106-001");
    assert!(!code("012190000001").unwrap().looks_wrong());
    assert!(code("000190000001").unwrap().looks_wrong());
    assert_eq!(code("0100109106-000"), Err(NotATaxCode::BranchZero));
    assert_eq!(
        code("010010910"),
        Err(NotATaxCode::WrongLength { count: 9 })
    );
    assert_eq!(
        code("MST0100109106"),
        Err(NotATaxCode::NotDigits { character: 'M' })
    );
    assert_eq!(code(""), Err(NotATaxCode::Empty));
}

#[test]
fn a_telephone_number_is_read_as_people_write_it() {
    let phone = |text: &str| text.parse::<Phone>();
    for text in [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091-234-5678",
        "+84 912 345 678",
        "+84(0)912345678",
        "84912345678",
        "0084912345678",
    ] {
        let phone = phone(text).unwrap();
        assert_eq!(phone.show(), "0912 345 678", "{text}");
        assert_eq!(phone.international(), "+84912345678");
        assert_eq!(phone.last_four(), "5678");
        assert!(phone.is_mobile());
    }
    assert_eq!(phone("(024) 3825 1234").unwrap().show(), "024 3825 1234");
    assert_eq!(phone("02133876543").unwrap().show(), "0213 387 6543");
    assert!(!phone("02133876543").unwrap().is_mobile());
    assert_eq!(phone("091234567"), Err(NotAPhone::WrongLength { count: 9 }));
    assert_eq!(phone("841234567"), Err(NotAPhone::WrongLength { count: 9 }));
    assert_eq!(
        phone("0213387654"),
        Err(NotAPhone::WrongLength { count: 10 })
    );
    assert_eq!(
        phone("01612345678"),
        Err(NotAPhone::UnknownPrefix {
            prefix: "01".to_owned()
        })
    );
    assert_eq!(
        phone("không có"),
        Err(NotAPhone::NotDigits { character: 'k' })
    );
    assert_eq!(phone(" "), Err(NotAPhone::Empty));
}

#[test]
fn an_email_is_checked_for_its_shape_only() {
    let email = |text: &str| text.parse::<Email>();
    assert_eq!(
        email(" Hoa.Nguyen@Mail.Example ").unwrap().as_str(),
        "Hoa.Nguyen@mail.example"
    );
    assert_eq!(email(""), Err(NotAnEmail::Empty));
    assert_eq!(email("hoa.mail.example"), Err(NotAnEmail::NoAt));
    assert_eq!(email("hoa@mail@example"), Err(NotAnEmail::SeveralAt));
    assert_eq!(email("hoa nguyen@mail.example"), Err(NotAnEmail::Space));
    assert_eq!(email("@mail.example"), Err(NotAnEmail::NobodyBeforeAt));
    for domain in ["mail", "mail.", ".example", ""] {
        let domain = domain.to_owned();
        assert_eq!(
            email(&format!("hoa@{domain}")),
            Err(NotAnEmail::DomainIncomplete { domain })
        );
    }
    let long = format!("{}@mail.example", "a".repeat(250));
    assert_eq!(email(&long), Err(NotAnEmail::TooLong { count: 263 }));
}

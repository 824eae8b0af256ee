//! What is wrong with something typed, and how to mend it.

use domain::money::dong::NotASum;
use domain::people::identity::{
    Contradiction, NotABirthDate, NotAPersonName, NotAPersonalId, NotAPhone, NotATaxCode,
    NotAnEmail,
};

use crate::language::Language;

/// A person's or organisation's name.
pub fn name(why: &NotAPersonName) -> String {
    name_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn name_in(why: &NotAPersonName, language: Language) -> String {
    match (why, language) {
        (NotAPersonName::Empty, _) => language
            .say(
                "Nhập họ, chữ đệm và tên như trong giấy khai sinh",
                "Enter the full name as in the birth certificate or passport",
            )
            .to_owned(),
        (NotAPersonName::Digit { digit }, Language::Vietnamese) => {
            format!("Họ tên không có chữ số. Bỏ \"{digit}\"")
        }
        (NotAPersonName::Digit { digit }, Language::English) => {
            format!("A name has no digits. Remove \"{digit}\"")
        }
        (NotAPersonName::OddCharacter { character }, Language::Vietnamese) => {
            format!("Họ tên không có ký tự \"{character}\". Bỏ ký tự đó")
        }
        (NotAPersonName::OddCharacter { character }, Language::English) => {
            format!("A name has no \"{character}\". Remove it")
        }
        (NotAPersonName::TooLong { count }, Language::Vietnamese) => {
            format!("Họ tên dài nhất 100 ký tự. Ông/bà đã nhập {count} ký tự")
        }
        (NotAPersonName::TooLong { count }, Language::English) => {
            format!("A name has at most 100 characters. You entered {count}")
        }
    }
}

/// A personal number.
pub fn personal_id(why: &NotAPersonalId) -> String {
    personal_id_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn personal_id_in(why: &NotAPersonalId, language: Language) -> String {
    match (why, language) {
        (NotAPersonalId::Empty, _) => language
            .say(
                "Nhập số định danh 12 số in trên thẻ căn cước",
                "Enter the personal number of 12 digits on the identity card",
            )
            .to_owned(),
        (NotAPersonalId::NotDigits { character }, Language::Vietnamese) => {
            format!("Số định danh chỉ gồm chữ số. Bỏ \"{character}\"")
        }
        (NotAPersonalId::NotDigits { character }, Language::English) => {
            format!("The personal number has digits only. Remove \"{character}\"")
        }
        (NotAPersonalId::OldCard, _) => language
            .say(
                "Đây là số CMND cũ (9 số). Nhập số định danh 12 số in trên thẻ căn cước",
                "This is the number of an old card (9 digits). Enter the 12 digits on the identity \
                 card",
            )
            .to_owned(),
        (NotAPersonalId::WrongLength { count }, Language::Vietnamese) => {
            format!("Số định danh phải có 12 chữ số. Ông/bà đã nhập {count} chữ số")
        }
        (NotAPersonalId::WrongLength { count }, Language::English) => {
            format!("The personal number has 12 digits. You entered {count}")
        }
        (NotAPersonalId::UnknownPlace { code }, Language::Vietnamese) => {
            format!(
                "Ba số đầu \"{code:03}\" không phải mã tỉnh hoặc mã nước. Kiểm tra lại trên thẻ"
            )
        }
        (NotAPersonalId::UnknownPlace { code }, Language::English) => {
            format!(
                "The first three digits \"{code:03}\" are the code of no province or country. \
                 Check the card"
            )
        }
        (NotAPersonalId::UnknownCentury { digit }, Language::Vietnamese) => {
            format!("Số thứ tư \"{digit}\" không đúng thế kỷ sinh. Kiểm tra lại trên thẻ")
        }
        (NotAPersonalId::UnknownCentury { digit }, Language::English) => {
            format!("The fourth digit \"{digit}\" fits no century of birth. Check the card")
        }
    }
}

/// A personal number that contradicts what else was typed.
pub fn contradiction(why: &Contradiction) -> String {
    contradiction_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn contradiction_in(why: &Contradiction, language: Language) -> String {
    match (why, language) {
        (Contradiction::BirthYear { in_id, declared }, Language::Vietnamese) => format!(
            "Số định danh cho biết năm sinh {in_id} nhưng ngày sinh là {declared}. Kiểm tra lại \
             một trong hai"
        ),
        (Contradiction::BirthYear { in_id, declared }, Language::English) => format!(
            "The personal number says born in {in_id}, the date of birth says {declared}. Check \
             both"
        ),
        (Contradiction::Sex { .. }, _) => language
            .say(
                "Số định danh cho biết giới tính khác với giới tính đã chọn. Kiểm tra lại một \
                 trong hai",
                "The personal number says another sex than the one chosen. Check both",
            )
            .to_owned(),
    }
}

/// A date of birth.
pub fn birth(why: &NotABirthDate) -> String {
    birth_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn birth_in(why: &NotABirthDate, language: Language) -> String {
    let text = match (why, language) {
        (NotABirthDate::Empty, _) => language.say(
            "Nhập ngày sinh, ví dụ 9/2/1952",
            "Enter the date of birth, day first: 9/2/1952 is 9 February",
        ),
        (NotABirthDate::Unreadable { text }, Language::Vietnamese) => {
            return format!("Chưa đọc được ngày \"{text}\". Nhập ngày, tháng, năm, ví dụ 9/2/1952");
        }
        (NotABirthDate::Unreadable { text }, Language::English) => {
            return format!(
                "\"{text}\" cannot be read as a date. Enter day, month and year: 9/2/1952 is 9 \
                 February"
            );
        }
        (NotABirthDate::YearNotFourDigits { text }, Language::Vietnamese) => {
            return format!("Năm phải có 4 chữ số. Ông/bà đã nhập \"{text}\"");
        }
        (NotABirthDate::YearNotFourDigits { text }, Language::English) => {
            return format!("A year has 4 digits. You entered \"{text}\"");
        }
        (NotABirthDate::YearMissing, _) => language.say("Nhập năm sinh", "Enter the year"),
        (NotABirthDate::DayOrMonthMissing, _) => language.say(
            "Nhập đủ ngày và tháng. Nếu chỉ nhớ năm sinh, để trống ngày và tháng",
            "Enter both day and month. If only the year is known, leave both empty",
        ),
        (NotABirthDate::NoSuchMonth { .. }, _) => language.say(
            "Tháng phải từ 1 đến 12. Nhập ngày trước, tháng sau: ví dụ 28/02/1990",
            "The month is 1 to 12. Enter the day first, then the month: 28/02/1990 is 28 February",
        ),
        (NotABirthDate::NoSuchDay { day, month, year }, Language::Vietnamese) => {
            return format!("Ngày {day:02}/{month:02}/{year} không có trong lịch");
        }
        (NotABirthDate::NoSuchDay { day, month, year }, Language::English) => {
            return format!("There is no day {day} in month {month} of {year}");
        }
        (NotABirthDate::InFuture, _) => language.say(
            "Ngày sinh phải là hôm nay hoặc trước đó",
            "The date must be today or before",
        ),
        (NotABirthDate::TooLongAgo { year }, Language::Vietnamese) => {
            return format!("Năm {year} quá xa. Kiểm tra lại năm sinh");
        }
        (NotABirthDate::TooLongAgo { year }, Language::English) => {
            return format!("{year} is too long ago. Check the year");
        }
    };
    text.to_owned()
}

/// A phone number.
pub fn phone(why: &NotAPhone) -> String {
    phone_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn phone_in(why: &NotAPhone, language: Language) -> String {
    match (why, language) {
        (NotAPhone::NotDigits { character }, Language::Vietnamese) => {
            format!("Số điện thoại chỉ gồm chữ số. Bỏ \"{character}\"")
        }
        (NotAPhone::NotDigits { character }, Language::English) => {
            format!("A telephone number has digits only. Remove \"{character}\"")
        }
        (
            NotAPhone::Empty | NotAPhone::WrongLength { .. } | NotAPhone::UnknownPrefix { .. },
            _,
        ) => language
            .say(
                "Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678, hoặc để trống nếu không có \
                 điện thoại",
                "Enter a Vietnamese telephone number of 10 digits, such as 0912 345 678, or leave \
                 it empty",
            )
            .to_owned(),
    }
}

/// An e-mail address.
pub fn email(why: &NotAnEmail) -> String {
    email_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn email_in(why: &NotAnEmail, language: Language) -> String {
    let text = match (why, language) {
        (NotAnEmail::Empty, _) => language.say(
            "Nhập địa chỉ thư điện tử, hoặc bỏ trống",
            "Enter an e-mail address, or leave it empty",
        ),
        (NotAnEmail::NoAt, _) => language.say(
            "Thiếu ký hiệu @ trong địa chỉ thư. Bỏ trống nếu không dùng thư điện tử",
            "The e-mail address lacks an @. Leave it empty if there is none",
        ),
        (NotAnEmail::SeveralAt, _) => language.say(
            "Địa chỉ thư chỉ có một ký hiệu @",
            "An e-mail address has one @ only",
        ),
        (NotAnEmail::Space, _) => language.say(
            "Địa chỉ thư không có khoảng trống. Bỏ khoảng trống",
            "An e-mail address has no spaces. Remove them",
        ),
        (NotAnEmail::NobodyBeforeAt, _) => language.say(
            "Thiếu tên trước ký hiệu @",
            "The name before the @ is missing",
        ),
        (NotAnEmail::DomainIncomplete { .. }, _) => language.say(
            "Thiếu phần sau ký hiệu @, ví dụ ten@thu.example",
            "What stands behind the @ is incomplete, for example name@mail.example",
        ),
        (NotAnEmail::TooLong { count }, Language::Vietnamese) => {
            return format!("Địa chỉ thư dài {count} ký tự, dài hơn mức nhận được. Kiểm tra lại");
        }
        (NotAnEmail::TooLong { count }, Language::English) => {
            return format!("The e-mail address has {count} characters, too many. Check it");
        }
    };
    text.to_owned()
}

/// A tax code.
pub fn tax_code(why: &NotATaxCode) -> String {
    tax_code_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn tax_code_in(why: &NotATaxCode, language: Language) -> String {
    let text = match why {
        NotATaxCode::Empty => language.say("Nhập mã số thuế", "Enter the tax code"),
        NotATaxCode::NotDigits { .. } => language.say(
            "Mã số thuế chỉ gồm chữ số và một dấu gạch",
            "A tax code has digits and one hyphen only",
        ),
        NotATaxCode::WrongLength { .. } => language.say(
            "Mã số thuế có 10 chữ số, chi nhánh thêm gạch và 3 số, hộ kinh doanh 12 số",
            "A tax code has 10 digits, a branch a hyphen and 3 more, a business household 12",
        ),
        NotATaxCode::BranchZero => language.say(
            "Ba số chi nhánh không thể là 000",
            "The three digits of a branch cannot be 000",
        ),
    };
    text.to_owned()
}

/// A sum of money.
pub fn sum(why: &NotASum) -> String {
    sum_in(why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn sum_in(why: &NotASum, language: Language) -> String {
    match (why, language) {
        (NotASum::Empty | NotASum::NotDigits { .. } | NotASum::OddGroups { .. }, _) => language
            .say(
                "Nhập số tiền bằng chữ số, ví dụ 120.000",
                "Enter the sum in digits, for example 120000",
            )
            .to_owned(),
        (NotASum::Ambiguous { text }, Language::Vietnamese) => {
            format!("\"{text}\" có dấu phẩy nên đọc được hai cách. Nhập lại, ví dụ 1.359")
        }
        (NotASum::Ambiguous { text }, Language::English) => {
            format!("\"{text}\" can be read in two ways. Leave out the comma, for example 1359")
        }
        (NotASum::TooLarge { .. }, _) => language
            .say(
                "Số tiền quá lớn. Kiểm tra lại",
                "The sum is too large. Check it",
            )
            .to_owned(),
    }
}

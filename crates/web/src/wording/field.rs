//! What is wrong with something typed, and how to mend it.

use domain::money::dong::NotASum;
use domain::people::identity::{
    Contradiction, NotABirthDate, NotAPersonName, NotAPersonalId, NotAPhone, NotATaxCode,
    NotAnEmail,
};

/// A person's or organisation's name.
pub fn name(why: &NotAPersonName) -> String {
    match why {
        NotAPersonName::Empty => "Nhập họ, chữ đệm và tên như trong giấy khai sinh".to_owned(),
        NotAPersonName::Digit { digit } => format!("Họ tên không có chữ số. Bỏ \"{digit}\""),
        NotAPersonName::OddCharacter { character } => {
            format!("Họ tên không có ký tự \"{character}\". Bỏ ký tự đó")
        }
        NotAPersonName::TooLong { count } => {
            format!("Họ tên dài nhất 100 ký tự. Ông/bà đã nhập {count} ký tự")
        }
    }
}

/// A personal number.
pub fn personal_id(why: &NotAPersonalId) -> String {
    match why {
        NotAPersonalId::Empty => "Nhập số định danh 12 số in trên thẻ căn cước".to_owned(),
        NotAPersonalId::NotDigits { character } => {
            format!("Số định danh chỉ gồm chữ số. Bỏ \"{character}\"")
        }
        NotAPersonalId::OldCard => {
            "Đây là số CMND cũ (9 số). Nhập số định danh 12 số in trên thẻ căn cước".to_owned()
        }
        NotAPersonalId::WrongLength { count } => {
            format!("Số định danh phải có 12 chữ số. Ông/bà đã nhập {count} chữ số")
        }
        NotAPersonalId::UnknownPlace { code } => {
            format!(
                "Ba số đầu \"{code:03}\" không phải mã tỉnh hoặc mã nước. Kiểm tra lại trên thẻ"
            )
        }
        NotAPersonalId::UnknownCentury { digit } => {
            format!("Số thứ tư \"{digit}\" không đúng thế kỷ sinh. Kiểm tra lại trên thẻ")
        }
    }
}

/// A personal number that contradicts what else was typed.
pub fn contradiction(why: &Contradiction) -> String {
    match why {
        Contradiction::BirthYear { in_id, declared } => format!(
            "Số định danh cho biết năm sinh {in_id} nhưng ngày sinh là {declared}. Kiểm tra lại một trong hai"
        ),
        Contradiction::Sex { .. } => {
            "Số định danh cho biết giới tính khác với giới tính đã chọn. Kiểm tra lại một trong hai"
                .to_owned()
        }
    }
}

/// A date of birth.
pub fn birth(why: &NotABirthDate) -> String {
    match why {
        NotABirthDate::Empty => "Nhập ngày sinh, ví dụ 9/2/1952".to_owned(),
        NotABirthDate::Unreadable { text } => {
            format!("Chưa đọc được ngày \"{text}\". Nhập ngày, tháng, năm, ví dụ 9/2/1952")
        }
        NotABirthDate::YearNotFourDigits { text } => {
            format!("Năm phải có 4 chữ số. Ông/bà đã nhập \"{text}\"")
        }
        NotABirthDate::YearMissing => "Nhập năm sinh".to_owned(),
        NotABirthDate::DayOrMonthMissing => {
            "Nhập đủ ngày và tháng. Nếu chỉ nhớ năm sinh, để trống ngày và tháng".to_owned()
        }
        NotABirthDate::NoSuchMonth { .. } => {
            "Tháng phải từ 1 đến 12. Nhập ngày trước, tháng sau: ví dụ 28/02/1990".to_owned()
        }
        NotABirthDate::NoSuchDay { day, month, year } => {
            format!("Ngày {day:02}/{month:02}/{year} không có trong lịch")
        }
        NotABirthDate::InFuture => "Ngày sinh phải là hôm nay hoặc trước đó".to_owned(),
        NotABirthDate::TooLongAgo { year } => {
            format!("Năm {year} quá xa. Kiểm tra lại năm sinh")
        }
    }
}

/// A phone number.
pub fn phone(why: &NotAPhone) -> String {
    match why {
        NotAPhone::NotDigits { character } => {
            format!("Số điện thoại chỉ gồm chữ số. Bỏ \"{character}\"")
        }
        NotAPhone::Empty | NotAPhone::WrongLength { .. } | NotAPhone::UnknownPrefix { .. } => {
            "Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678, hoặc để trống nếu không có điện thoại"
                .to_owned()
        }
    }
}

/// An e-mail address.
pub fn email(why: &NotAnEmail) -> String {
    match why {
        NotAnEmail::Empty => "Nhập địa chỉ thư điện tử, hoặc bỏ trống".to_owned(),
        NotAnEmail::NoAt => {
            "Thiếu ký hiệu @ trong địa chỉ thư. Bỏ trống nếu không dùng thư điện tử".to_owned()
        }
        NotAnEmail::SeveralAt => "Địa chỉ thư chỉ có một ký hiệu @".to_owned(),
        NotAnEmail::Space => "Địa chỉ thư không có khoảng trống. Bỏ khoảng trống".to_owned(),
        NotAnEmail::NobodyBeforeAt => "Thiếu tên trước ký hiệu @".to_owned(),
        NotAnEmail::DomainIncomplete { .. } => {
            "Thiếu phần sau ký hiệu @, ví dụ ten@thu.example".to_owned()
        }
        NotAnEmail::TooLong { count } => {
            format!("Địa chỉ thư dài {count} ký tự, dài hơn mức nhận được. Kiểm tra lại")
        }
    }
}

/// A tax code.
pub fn tax_code(why: &NotATaxCode) -> String {
    match why {
        NotATaxCode::Empty => "Nhập mã số thuế".to_owned(),
        NotATaxCode::NotDigits { .. } => "Mã số thuế chỉ gồm chữ số và một dấu gạch".to_owned(),
        NotATaxCode::WrongLength { .. } => {
            "Mã số thuế có 10 chữ số, chi nhánh thêm gạch và 3 số, hộ kinh doanh 12 số".to_owned()
        }
        NotATaxCode::BranchZero => "Ba số chi nhánh không thể là 000".to_owned(),
    }
}

/// A sum of money.
pub fn sum(why: &NotASum) -> String {
    match why {
        NotASum::Empty | NotASum::NotDigits { .. } | NotASum::OddGroups { .. } => {
            "Nhập số tiền bằng chữ số, ví dụ 120.000".to_owned()
        }
        NotASum::Ambiguous { text } => {
            format!("\"{text}\" có dấu phẩy nên đọc được hai cách. Nhập lại, ví dụ 1.359")
        }
        NotASum::TooLarge { .. } => "Số tiền quá lớn. Kiểm tra lại".to_owned(),
    }
}

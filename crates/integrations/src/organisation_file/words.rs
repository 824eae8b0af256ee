//! What is wrong with an organisation file, and how to mend it, in words.

use domain::people::agency::{AgencyId, OrganisationFlaw};
use jiff::civil::Date;

use super::LineReason;

/// The reason in words for the person who imports.
pub fn show_reason(reason: &LineReason) -> String {
    match reason {
        LineReason::NotUtf8 => {
            "Dòng này không viết bằng bảng mã UTF-8. Lưu lại tệp ở dạng CSV UTF-8".to_owned()
        }
        LineReason::NoLines => {
            "Tệp chưa có dòng nào dưới dòng tên cột. Kiểm tra xem đã chọn đúng tệp chưa".to_owned()
        }
        LineReason::ColumnMissing => {
            "Tệp thiếu cột này. Thêm tên cột vào dòng đầu và điền các ô bên dưới".to_owned()
        }
        LineReason::ColumnUnknown => {
            "Chưa biết cột này dùng để làm gì. Sửa lại tên cột hoặc bỏ cột".to_owned()
        }
        LineReason::ColumnTwice => "Có hai cột cùng tên. Giữ lại một cột".to_owned(),
        LineReason::CellCount { found, expected } => format!(
            "Dòng này có {found} ô nhưng dòng đầu có {expected} cột. Kiểm tra dấu ngăn cách, và đặt \
             ô có dấu ngăn cách trong dấu nháy kép"
        ),
        LineReason::Empty => "Ô này đang để trống. Điền nội dung".to_owned(),
        LineReason::TooLong => "Ô này dài quá 1.000 ký tự. Viết ngắn lại".to_owned(),
        LineReason::InvisibleCharacter => {
            "Ô này có ký tự không nhìn thấy được. Xóa rồi gõ lại nội dung ô".to_owned()
        }
        LineReason::UnknownWord { text, allowed } => {
            format!(
                "“{text}” không có trong danh sách. Dùng một trong các từ: {}",
                allowed.join(", ")
            )
        }
        LineReason::NotADate(text) => {
            format!("“{text}” chưa viết theo thứ tự năm, tháng, ngày. Viết như 2025-07-01")
        }
        LineReason::NoSuchDay(text) => format!(
            "Ngày {text} không có trong lịch hoặc nằm ngoài các năm 1945 đến 2100. Sửa lại ngày"
        ),
        LineReason::NotAnAgencyCode(text) => format!(
            "Mã định danh “{text}” viết chưa đúng. Dùng chữ hoa A–Z, chữ số và dấu chấm, nhiều nhất \
             35 ký tự, ví dụ H35.21.01"
        ),
        LineReason::Unsound(flaw) => show_flaw(flaw),
    }
}

/// A flaw of the tree in words.
pub fn show_flaw(flaw: &OrganisationFlaw) -> String {
    match flaw {
        OrganisationFlaw::DuplicateKey(id) => format!(
            "Mã {} có hai dòng cùng ngày bắt đầu. Giữ lại một dòng",
            id.code()
        ),
        OrganisationFlaw::KeyDiffers(id) => {
            format!("Khóa {id} khác với mã và ngày bắt đầu của đơn vị. Nhập lại đơn vị này")
        }
        OrganisationFlaw::MalformedCode(id) => format!(
            "Mã “{}” chỉ được có chữ cái không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới và nhiều \
             nhất 35 ký tự. Sửa lại mã",
            id.code()
        ),
        OrganisationFlaw::EndsBeforeItBegins(id) => format!(
            "Đơn vị {} kết thúc trước ngày bắt đầu. Sửa một trong hai ngày",
            id.code()
        ),
        OrganisationFlaw::OverlappingPeriods { earlier, later } => format!(
            "Mã {} đã có đơn vị khác mang từ {}, chưa kết thúc khi đơn vị này bắt đầu. Sửa ngày kết \
             thúc của đơn vị trước",
            later.code(),
            show_start(earlier)
        ),
        OrganisationFlaw::ParentUnknown { child, parent_code } => format!(
            "Không có đơn vị nào mang mã {parent_code} để làm cấp trên của {}. Sửa mã hoặc thêm đơn \
             vị cấp trên",
            child.code()
        ),
        OrganisationFlaw::ParentNotValidThen { child, parent_code } => format!(
            "Đơn vị cấp trên {parent_code} không có ngày nào trùng với thời gian của {}. Kiểm tra \
             ngày của cả hai đơn vị",
            child.code()
        ),
        OrganisationFlaw::Cycle(ids) => format!(
            "Các đơn vị này là cấp trên của nhau theo vòng tròn: {}. Sửa mã cấp trên của một đơn vị",
            show_codes(ids)
        ),
        OrganisationFlaw::AgencyCodeShared {
            agency_code,
            first,
            second,
        } => format!(
            "Mã định danh {agency_code} đang dùng cho cả {} và {}. Mỗi đơn vị cần một mã riêng",
            first.code(),
            second.code()
        ),
        OrganisationFlaw::SuccessionFromUnknown {
            old_code,
            effective_on,
        } => format!(
            "Không có đơn vị nào mang mã {old_code} trước ngày {}. Nạp cây tổ chức cũ trước, hoặc \
             sửa mã",
            show_day(*effective_on)
        ),
        OrganisationFlaw::SuccessionToUnknown {
            old_code,
            new_code,
            effective_on,
        } => format!(
            "Không có đơn vị nào mang mã {new_code} vào ngày {} để tiếp nhận {old_code}. Nạp cây tổ \
             chức mới trước, hoặc sửa mã",
            show_day(*effective_on)
        ),
        OrganisationFlaw::SuccessionCycle(ids) => format!(
            "Các đơn vị này tiếp nhận nhau theo vòng tròn: {}. Sửa một dòng tiếp nhận",
            show_codes(ids)
        ),
    }
}

pub(super) fn show_day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn show_start(id: &AgencyId) -> String {
    let start = id
        .as_str()
        .split_once('@')
        .and_then(|(_, day)| day.parse::<Date>().ok());
    start.map_or_else(|| id.to_string(), show_day)
}

fn show_codes(ids: &[AgencyId]) -> String {
    ids.iter()
        .map(AgencyId::code)
        .collect::<Vec<_>>()
        .join(", ")
}

//! What is wrong with a kind of bundle and how to mend it, in the words of whoever writes one.

use crate::bundle::check::{BundleFinding, BundleFlaw};

/// What was found, in one sentence.
pub fn sentence(finding: &BundleFinding) -> String {
    let (place, said) = (&finding.place, &finding.said);
    match finding.flaw {
        BundleFlaw::NoChildren => "Nhóm liên thông chưa có thủ tục con nào".to_owned(),
        BundleFlaw::DuplicateChild => format!("Có hai thủ tục con cùng khóa “{place}”"),
        BundleFlaw::UnknownProcedure => {
            format!("{} không có trong danh mục: “{said}”", about(place))
        }
        BundleFlaw::NoDeclaration => "Thủ tục cha chưa có tờ khai điện tử".to_owned(),
        BundleFlaw::UnknownCase => format!("Thủ tục của “{place}” không có trường hợp “{said}”"),
        BundleFlaw::CaseLeftOver => {
            format!("“{place}” chưa ghi trường hợp cho các câu trả lời còn lại")
        }
        BundleFlaw::PartnerWithoutName => format!("“{place}” chưa ghi tên hệ thống bên ngoài"),
        BundleFlaw::UnknownChild => format!("“{place}” nhắc tới thủ tục con không có: “{said}”"),
        BundleFlaw::Cycle => {
            format!("“{place}” chờ chính mình, trực tiếp hoặc qua thủ tục con khác")
        }
        BundleFlaw::UnknownParentField => {
            format!("“{place}” lấy từ ô không có trong tờ khai chung: “{said}”")
        }
        BundleFlaw::UnknownChildField => format!("“{place}” không có ô “{said}”"),
        BundleFlaw::FilledTwice => format!("Ô “{said}” của “{place}” được điền hai lần"),
        BundleFlaw::RequiredNotFilled => {
            format!("Ô bắt buộc “{said}” của “{place}” chưa được điền từ đâu")
        }
        BundleFlaw::UnknownPaper => format!("“{place}” nhắc tới giấy tờ không có: “{said}”"),
        BundleFlaw::RequiredPaperNotTaken => {
            format!("Giấy tờ bắt buộc “{said}” của “{place}” chưa được lấy từ đâu")
        }
        BundleFlaw::FactNotProduced => {
            format!("“{place}” cần “{said}” mà kết quả trước không có dữ kiện ấy")
        }
        BundleFlaw::FactNotBefore => {
            format!("“{place}” cần “{said}” nhưng không chờ thủ tục con làm ra dữ kiện ấy")
        }
        BundleFlaw::FactMayBeMissing => {
            format!("“{place}” có thể bắt đầu khi chưa có dữ liệu cho ô bắt buộc “{said}”")
        }
        BundleFlaw::PayoutWithoutChoice => {
            format!("Ô “{said}” không cho chọn giữa tài khoản và tiền mặt")
        }
    }
}

/// How to mend it.
pub fn repair(flaw: BundleFlaw) -> &'static str {
    match flaw {
        BundleFlaw::NoChildren => "thêm ít nhất một [[children]]",
        BundleFlaw::DuplicateChild => "đặt cho mỗi thủ tục con một khóa riêng",
        BundleFlaw::UnknownProcedure => "nhập thủ tục này vào danh mục, hoặc sửa mã",
        BundleFlaw::NoDeclaration => "thêm tờ khai cho thủ tục cha",
        BundleFlaw::UnknownCase => "ghi khóa của một trường hợp trong thủ tục",
        BundleFlaw::CaseLeftOver => "thêm dòng cuối chỉ ghi case, không ghi field và is",
        BundleFlaw::PartnerWithoutName => "ghi partner = \"…\"",
        BundleFlaw::UnknownChild => "ghi khóa của một thủ tục con trong tệp này",
        BundleFlaw::Cycle => "bỏ một trong các thủ tục con ở after",
        BundleFlaw::UnknownParentField => "ghi khóa của một ô trong tờ khai chung",
        BundleFlaw::UnknownChildField => "ghi khóa của một ô trong tờ khai con, hoặc trong inputs",
        BundleFlaw::FilledTwice => "giữ lại một dòng",
        BundleFlaw::RequiredNotFilled => "thêm một dòng vào takes cho ô này",
        BundleFlaw::UnknownPaper => "ghi khóa của một thành phần hồ sơ",
        BundleFlaw::RequiredPaperNotTaken => {
            "thêm một dòng vào papers, và giấy tờ ấy vào thủ tục cha"
        }
        BundleFlaw::FactNotProduced => "thêm dữ kiện vào produces, hoặc sửa tên",
        BundleFlaw::FactNotBefore => "ghi thủ tục con làm ra dữ kiện vào after",
        BundleFlaw::FactMayBeMissing => {
            "để thủ tục con trước là bắt buộc và on_declined = \"stop_rest\", hoặc bỏ bắt buộc ở ô này"
        }
        BundleFlaw::PayoutWithoutChoice => "dùng ô kiểu choice có đủ hai lựa chọn ấy",
    }
}

fn about(place: &str) -> String {
    if place.is_empty() {
        "Thủ tục cha".to_owned()
    } else {
        format!("Thủ tục của “{place}”")
    }
}

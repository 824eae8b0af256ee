//! What is wrong and how to mend it, in the words of whoever writes a process.

use crate::process::check::{BLOCKS_MAX, Code, Finding, NESTING_MAX};
use crate::process::naming::{Naming, capitalised};

/// The words that processes usually use for how something turns out, as people read them.
const RESULTS: [(&str, &str); 14] = [
    ("approve", "duyệt"),
    ("complete", "đủ hồ sơ"),
    ("decline", "từ chối"),
    ("fit", "đủ điều kiện"),
    ("grant", "đồng ý"),
    ("no", "không"),
    ("note", "ghi nhận"),
    ("object", "có ý kiến"),
    ("recheck", "xem lại"),
    ("refuse", "từ chối"),
    ("sign", "ký"),
    ("supplement", "cần bổ sung"),
    ("verify", "cần xác minh"),
    ("yes", "có"),
];

/// How something turned out, as people read it; what is not usual stands as it was written.
pub fn result(value: &str) -> &str {
    let usual = RESULTS.iter().find(|(word, _)| *word == value);
    usual.map_or(value, |(_, read)| read)
}

/// What was found, in one sentence.
pub fn sentence(finding: &Finding, naming: &Naming) -> String {
    let said = &finding.said;
    let about = naming.label(&finding.place);
    let about = about.as_str();
    let sentence = match finding.code {
        Code::NestedTooDeeply => format!("{about} nằm sâu quá {NESTING_MAX} tầng khối lồng nhau"),
        Code::TooManyBlocks => format!("quy trình có {said} khối, nhiều hơn {BLOCKS_MAX}"),
        Code::MalformedKey => format!("khóa “{}” viết chưa đúng", finding.place),
        Code::DuplicateKey if said.is_empty() => {
            format!("khóa “{}” dùng cho hai thứ khác nhau", finding.place)
        }
        Code::DuplicateKey => format!("{about} ghi hai lần kết quả “{said}”"),
        Code::UnknownWord => format!("{about} dùng từ “{said}” chưa được khai báo"),
        Code::UnknownRole => format!("{about} ghi vai trò không có: “{said}”"),
        Code::ChoiceNotBehindItsStep => {
            format!("{about} không đứng ngay sau {}", naming.label(said))
        }
        Code::FactAskedTwice => {
            let fact = naming.fact(said);
            format!("{about} hỏi lại “{fact}” khi chưa có bước nào ở giữa")
        }
        Code::MissingOutcome => format!("{about} thiếu hướng đi cho giá trị {}", values(said)),
        Code::TwoTrueOutcomes => {
            format!("{about} có hai hướng đi cho cùng giá trị {}", values(said))
        }
        Code::IdleCondition => format!("điều kiện ở {about} không khớp với cách nhập nhánh"),
        Code::IdleResults => format!("{about} có các kết quả mà không hướng đi nào xét theo"),
        Code::AgainOutsideItsLoop => {
            format!("{about} quay lại “{said}” nhưng không nằm trong vòng lặp đó")
        }
        Code::BoundOutOfRange => format!("{about} ghi số lần quay lại là {said}"),
        Code::UnboundedLoop => format!("{about} không giới hạn số lần"),
        Code::AgainWithoutWork => format!("{about} có khi chưa ai làm gì"),
        Code::LoopWithoutAWayOut => {
            format!("khi hết số lần quay lại, {about} không còn hướng đi nào")
        }
        Code::BranchWithoutAStep => format!("một nhánh của {about} xong ngay mà không có bước nào"),
        Code::JoinWaitsInVain => {
            format!("{about} chờ đủ các nhánh, nhưng một nhánh rời đi và không bao giờ tới")
        }
        Code::UnreachableStep | Code::UnreachableEnd => format!("không đường đi nào tới {about}"),
        Code::PathWithoutEnd => format!("sau {about} có đường đi không kết thúc"),
        Code::WaitWithoutTimeOut => format!("{about} chờ người dân không thời hạn"),
        Code::NothingAsked => format!("{about} chưa ghi đủ đơn vị và câu hỏi"),
        Code::ResultNotMade => {
            let paper = naming.paper(said);
            format!("có đường đi tới {about} mà chưa lập giấy “{paper}”")
        }
        Code::ResultNotSigned => {
            let paper = naming.paper(said);
            format!("có đường đi tới {about} mà chưa ký giấy “{paper}”")
        }
        Code::OverLegalTime => {
            format!("đường đi tới {about}, kể cả các lần quay lại, dài quá thời hạn {said}")
        }
        Code::NobodyInRole => format!("{about} chưa có ai làm: {said}"),
        Code::UnitUnknown => format!("{about} giao cho đơn vị có mã kết thúc bằng {said}"),
        Code::UnitAbolished => format!("{about} giao cho đơn vị đã kết thúc: {said}"),
        Code::UnitToBeAbolished => format!("{about} giao cho đơn vị sắp kết thúc: {said}"),
        Code::FeeCollectedAfterTheWork => format!("{about} thu phí khi việc đã làm xong"),
        Code::TooManySteps => "quy trình có quá nhiều bước để hồ sơ đi theo".to_owned(),
        Code::ResultNotActed => {
            format!(
                "không thao tác nào của cán bộ cho ra kết quả “{}” ở {about}",
                result(said)
            )
        }
        Code::ResultsNotToldApart => format!(
            "ở {about}, kết quả “{}” trùng thao tác với một kết quả khác",
            result(said)
        ),
        Code::WorkNotBeside => {
            format!("{about} không phải thẩm định mà nằm trong nhánh song song")
        }
        Code::EndNotActed => {
            format!("{about} chỉ tới được bằng thao tác riêng hoặc khi quá hạn chờ")
        }
        Code::NobodyAsks => {
            format!("có đường đi tới {about} mà chưa ai thẩm định để gửi câu hỏi")
        }
    };
    capitalised(&sentence)
}

/// Values that were forgotten or said twice: one word, or numbers.
fn values(said: &str) -> String {
    said.split("..")
        .map(result)
        .collect::<Vec<&str>>()
        .join(" đến ")
}

/// How to mend it.
pub fn repair(code: Code) -> &'static str {
    match code {
        Code::NestedTooDeeply => "tách phần bên trong thành các bước nối tiếp",
        Code::TooManyBlocks => "gộp các bước nhỏ, hoặc tách thành nhiều quy trình liên thông",
        Code::MalformedKey => "dùng 1 đến 40 chữ không dấu, chữ số, “-” hoặc “_”",
        Code::DuplicateKey => "đặt cho mỗi khối, giấy tờ và điều kiện một khóa riêng",
        Code::UnknownWord => "khai báo từ này, hoặc sửa cho đúng từ đã khai báo",
        Code::UnknownRole => {
            "ghi một trong: desk_officer, case_officer, leader, records_clerk, cashier"
        }
        Code::ChoiceNotBehindItsStep => "đặt rẽ nhánh ngay sau bước có kết quả đó",
        Code::FactAskedTwice => "gộp hai lần hỏi thành một rẽ nhánh",
        Code::MissingOutcome => "thêm một hướng đi cho giá trị này",
        Code::TwoTrueOutcomes => "để giá trị này ở một hướng đi duy nhất",
        Code::IdleCondition => "chỉ join = \"chosen\" mới có by và when, và phải có đủ cả hai",
        Code::IdleResults => "thêm rẽ nhánh (do = \"choice\") ngay sau bước, hoặc bỏ các kết quả",
        Code::AgainOutsideItsLoop => "ghi khóa của vòng lặp đang bao quanh",
        Code::BoundOutOfRange => "ghi at_most từ 1 đến 99",
        Code::UnboundedLoop => "ghi at_most: nhiều nhất mấy lần",
        Code::AgainWithoutWork => "thêm một bước trước khi quay lại, hoặc bỏ lần quay lại này",
        Code::LoopWithoutAWayOut => "thêm một kết quả không quay lại",
        Code::BranchWithoutAStep => "thêm một bước vào nhánh, hoặc bỏ nhánh",
        Code::JoinWaitsInVain => {
            "đưa kết thúc hoặc lần quay lại ra sau chỗ nhập nhánh, hoặc dùng first_done"
        }
        Code::UnreachableStep | Code::UnreachableEnd => "bỏ phần này, hoặc mở một đường đi tới nó",
        Code::PathWithoutEnd => "thêm một kết thúc (do = \"end\") ở cuối đường đi",
        Code::WaitWithoutTimeOut => "ghi time_out: sau bao nhiêu ngày làm việc thì làm gì",
        Code::NothingAsked => "ghi ít nhất một đơn vị, mỗi đơn vị ít nhất một câu hỏi",
        Code::ResultNotMade => "ghi giấy này vào makes của một bước trên đường đi",
        Code::ResultNotSigned => "ghi giấy này vào signs của một bước trên đường đi",
        Code::OverLegalTime => {
            "giảm số phút của các bước, cho các bước chạy song song, hoặc ghi share ở khối again: \
             không ghi thì mỗi lần quay lại tính bằng cả vòng"
        }
        Code::NobodyInRole => {
            "giao vai trò này cho một người ở đơn vị (Quản trị, Người dùng; hoặc motcua user \
             create), hoặc chọn đơn vị khác"
        }
        Code::UnitAbolished => "chọn đơn vị tiếp nhận nhiệm vụ",
        Code::UnitUnknown => {
            "xem lại phần cuối của mã đơn vị (Quản trị, Tổ chức); nơi không có đơn vị này thì cơ \
             quan giải quyết tự làm"
        }
        Code::UnitToBeAbolished => "công bố phiên bản mới trước ngày đó",
        Code::FeeCollectedAfterTheWork => "thu phí ở bước tiếp nhận, nếu quy định cho phép",
        Code::TooManySteps => "gộp các bước, còn nhiều nhất 250 bước",
        Code::ResultNotActed => "bỏ kết quả này, hoặc để nó dẫn tới đồng ý, từ chối hay xem lại",
        Code::ResultsNotToldApart => "gộp hai kết quả, hoặc tách thành một bước thẩm định ở trước",
        Code::WorkNotBeside => "chỉ để bước thẩm định trong nhánh song song",
        Code::EndNotActed => "để kết thúc này trong phần quá hạn chờ, hoặc bỏ nó",
        Code::NobodyAsks => "đặt một bước thẩm định ở trước hoặc trong nhánh song song bên cạnh",
    }
}

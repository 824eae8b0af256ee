//! What is wrong and how to mend it, in the words of whoever writes a process.

use crate::process::check::{BLOCKS_MAX, Code, Finding, NESTING_MAX};

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

/// The values of a condition as people read them; what is not usual stands as it was written.
pub fn values(when: &[String]) -> String {
    let read = |value: &String| {
        let usual = RESULTS.iter().find(|(word, _)| word == value);
        usual.map_or(value.clone(), |(_, read)| (*read).to_owned())
    };
    let values: Vec<String> = when.iter().map(read).collect();
    values.join(", ")
}

/// What was found, in one sentence.
pub fn sentence(finding: &Finding) -> String {
    let (place, said) = (&finding.place, &finding.said);
    match finding.code {
        Code::NestedTooDeeply => format!("“{place}” nằm sâu quá {NESTING_MAX} tầng khối lồng nhau"),
        Code::TooManyBlocks => format!("Quy trình có {said} khối, nhiều hơn {BLOCKS_MAX}"),
        Code::MalformedKey => format!("Khóa “{place}” viết chưa đúng"),
        Code::DuplicateKey => format!("Khóa hoặc kết quả trùng nhau ở “{place}” {said}"),
        Code::UnknownWord => format!("“{place}” dùng từ “{said}” chưa được khai báo"),
        Code::UnknownRole => format!("Bước “{place}” ghi vai trò không có: “{said}”"),
        Code::ChoiceNotBehindItsStep => {
            format!("Rẽ nhánh “{place}” không đứng ngay sau bước “{said}”")
        }
        Code::FactAskedTwice => format!("“{place}” hỏi lại “{said}” khi chưa có bước nào ở giữa"),
        Code::MissingOutcome => format!("Rẽ nhánh “{place}” thiếu hướng đi cho giá trị {said}"),
        Code::TwoTrueOutcomes => {
            format!("Rẽ nhánh “{place}” có hai hướng đi cho cùng giá trị {said}")
        }
        Code::IdleCondition => format!("Điều kiện ở “{place}” không khớp với cách nhập nhánh"),
        Code::AgainOutsideItsLoop => {
            format!("“{place}” quay lại “{said}” nhưng không nằm trong vòng lặp đó")
        }
        Code::BoundOutOfRange => format!("Số lần quay lại của “{place}” là {said}"),
        Code::UnboundedLoop => format!("“{place}” quay lại không giới hạn số lần"),
        Code::AgainWithoutWork => format!("“{place}” quay lại khi chưa ai làm gì"),
        Code::LoopWithoutAWayOut => {
            format!("Khi hết số lần quay lại, vòng lặp “{place}” không còn hướng đi nào")
        }
        Code::BranchWithoutAStep => {
            format!("Một nhánh của “{place}” xong ngay mà không có bước nào")
        }
        Code::JoinWaitsInVain => {
            format!("“{place}” chờ đủ các nhánh, nhưng một nhánh rời đi và không bao giờ tới")
        }
        Code::UnreachableStep => format!("Không đường đi nào tới bước “{place}”"),
        Code::UnreachableEnd => format!("Không đường đi nào tới kết thúc “{place}”"),
        Code::PathWithoutEnd => format!("Sau “{place}” có đường đi không kết thúc"),
        Code::WaitWithoutTimeOut => format!("“{place}” chờ người dân không thời hạn"),
        Code::NothingAsked => format!("Lấy ý kiến “{place}” chưa ghi đủ đơn vị và câu hỏi"),
        Code::ResultNotMade => format!("Có đường đi tới “{place}” mà chưa lập giấy “{said}”"),
        Code::ResultNotSigned => format!("Có đường đi tới “{place}” mà chưa ký giấy “{said}”"),
        Code::OverLegalTime => format!("Đường đi tới “{place}” dài quá thời hạn giải quyết"),
        Code::NobodyInRole => format!("Bước “{place}” chưa có ai làm: {said}"),
        Code::UnitAbolished => format!("Bước “{place}” giao cho đơn vị đã kết thúc: {said}"),
        Code::UnitToBeAbolished => format!("Bước “{place}” giao cho đơn vị sắp kết thúc: {said}"),
        Code::FeeCollectedAfterTheWork => format!("“{place}” thu phí khi việc đã làm xong"),
        Code::TooManySteps => format!("Quy trình “{place}” có quá nhiều bước để hồ sơ đi theo"),
        Code::ResultNotActed => {
            format!("Không thao tác nào của cán bộ cho ra kết quả “{said}” ở bước “{place}”")
        }
        Code::ResultsNotToldApart => {
            format!("Ở bước “{place}”, kết quả “{said}” trùng thao tác với một kết quả khác")
        }
        Code::WorkNotBeside => {
            format!("Bước “{place}” không phải thẩm định mà nằm trong nhánh song song")
        }
        Code::EndNotActed => {
            format!("Kết thúc “{place}” chỉ tới được bằng thao tác riêng hoặc khi quá hạn chờ")
        }
    }
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
        Code::OverLegalTime => "giảm số phút của các bước, hoặc cho các bước chạy song song",
        Code::NobodyInRole => "giao vai trò này cho một người ở đơn vị, hoặc chọn đơn vị khác",
        Code::UnitAbolished => "chọn đơn vị tiếp nhận nhiệm vụ",
        Code::UnitToBeAbolished => "công bố phiên bản mới trước ngày đó",
        Code::FeeCollectedAfterTheWork => "thu phí ở bước tiếp nhận, nếu quy định cho phép",
        Code::TooManySteps => "gộp các bước, còn nhiều nhất 250 bước",
        Code::ResultNotActed => "bỏ kết quả này, hoặc để nó dẫn tới đồng ý, từ chối hay xem lại",
        Code::ResultsNotToldApart => "gộp hai kết quả, hoặc tách thành một bước thẩm định ở trước",
        Code::WorkNotBeside => "chỉ để bước thẩm định trong nhánh song song",
        Code::EndNotActed => "để kết thúc này trong phần quá hạn chờ, hoặc bỏ nó",
    }
}

//! What may go wrong, kind by kind: its status, and what people are told of it.

use super::{FAULT, Known};

/// Every kind: first what is wrong with the request itself, then the refusals of the rules.
pub(super) const KNOWN: &[Known] = &[
    known(
        "unauthorised",
        401,
        "Thiếu mã truy cập",
        "Gửi đầu đề \"Authorization: Bearer …\" với mã do quản trị cấp bằng lệnh \"motcua token \
         create\". Tài khoản bị khóa thì mã hết tác dụng ngay.",
    ),
    known(
        "not-found",
        404,
        "Không có ở địa chỉ này",
        "Kiểm tra lại địa chỉ và mã hồ sơ. Hồ sơ của đơn vị khác cũng được trả lời như không có.",
    ),
    known(
        "method-not-allowed",
        405,
        "Địa chỉ này không nhận cách gọi đó",
        "Xem cách gọi (GET hoặc POST) của từng địa chỉ trong /api/v1/openapi.json.",
    ),
    known(
        "idempotency-key-missing",
        400,
        "Thiếu Idempotency-Key",
        "Mỗi lần ghi cần đầu đề \"Idempotency-Key\": từ 1 đến 255 ký tự ASCII in được, mới cho \
         mỗi việc, giữ nguyên khi gửi lại.",
    ),
    known(
        "key-reused",
        422,
        "Idempotency-Key đã dùng cho nội dung khác",
        "Khóa này đã được gửi với nội dung khác. Dùng khóa mới cho việc mới; khi gửi lại thì giữ \
         nguyên cả khóa lẫn nội dung.",
    ),
    known(
        "malformed-json",
        400,
        "Nội dung không phải JSON",
        "Sửa JSON ở dòng \"line\", cột \"column\" rồi gửi lại.",
    ),
    known(
        "bad-input",
        422,
        "Có chỗ cần sửa",
        "Mỗi chỗ cần sửa nằm trong \"errors\": trường nào, sai gì và sửa ra sao.",
    ),
    known(
        "too-large",
        413,
        "Nội dung quá lớn",
        "JSON nhận tối đa 1 MB, tệp tối đa 20 MB. Gửi tệp qua /api/v1/files rồi ghi mã tệp vào hồ sơ.",
    ),
    known(
        "unsupported-media-type",
        415,
        "Không đọc được kiểu nội dung này",
        "Gửi \"Content-Type: application/json\".",
    ),
    known(
        "interrupted",
        400,
        "Nội dung gửi chưa đủ",
        "Mạng bị ngắt khi đang gửi. Gửi lại từ đầu với cùng Idempotency-Key.",
    ),
    known(
        "unavailable",
        503,
        "Hệ thống tạm thời chưa trả lời được",
        "Gửi lại với cùng Idempotency-Key sau số giây ghi trong đầu đề \"Retry-After\"; không sợ \
         ghi hai lần.",
    ),
    FAULT,
    refusal(
        "changed-since",
        "Hồ sơ đã có thay đổi mới",
        "Có sự kiện mới hơn số \"seen\" đã gửi; xem trong \"events\". Đọc lại hồ sơ, xem việc còn \
         đúng không, rồi gửi lại với \"seen\" mới và khóa mới.",
    ),
    refusal(
        "not-yours",
        "Không thuộc vai trò hoặc đơn vị",
        "Việc này thuộc vai trò hoặc đơn vị khác. Dùng mã truy cập của người phụ trách.",
    ),
    refusal(
        "held-by-another",
        "Cán bộ khác đang giữ hồ sơ",
        "Người trong \"officer\" đang giữ hồ sơ. Nhờ lãnh đạo phân công lại nếu cần.",
    ),
    refusal(
        "not-at-this-stage",
        "Hồ sơ không ở bước làm được việc này",
        "Đọc lại hồ sơ: \"open_acts\" cho biết việc nào làm được lúc này.",
    ),
    refusal(
        "unknown-procedure",
        "Không có thủ tục mang mã này",
        "Tìm mã trong /api/v1/procedures.",
    ),
    refusal(
        "procedure-not-in-force",
        "Thủ tục đã hết hiệu lực",
        "Tìm thủ tục thay thế trong /api/v1/procedures.",
    ),
    refusal(
        "unknown-desk",
        "Không có nơi nộp này",
        "Chọn nơi nộp trong \"desks\" của thủ tục. Nơi nộp của đơn vị đã sáp nhập không nhận nữa.",
    ),
    refusal(
        "not-received-here",
        "Nơi này không tiếp nhận thủ tục đã chọn",
        "Chọn nơi nộp trong \"desks\" của thủ tục.",
    ),
    refusal(
        "unknown-case",
        "Thủ tục không có trường hợp này",
        "Chọn trong \"cases\" của thủ tục.",
    ),
    refusal(
        "channel-closed",
        "Trường hợp này không nhận qua cách nộp đã chọn",
        "Xem \"terms[].channels\" của trường hợp.",
    ),
    refusal(
        "assisted-not-at-desk",
        "Chỉ hỗ trợ nhập liệu khi người nộp ở quầy",
        "Bỏ \"assisted\", hoặc dùng channel \"desk\" khi cán bộ nhập giúp tại quầy.",
    ),
    refusal(
        "not-read-back",
        "Chưa đọc lại cho người nộp nghe",
        "Đọc lại nội dung đã nhập cho người nộp nghe rồi gửi \"read_back\": true.",
    ),
    refusal(
        "wrong-applicant-kind",
        "Thủ tục không dành cho loại người nộp này",
        "Xem \"applicants\" của thủ tục.",
    ),
    refusal(
        "desk-has-no-code",
        "Nơi nộp chưa có mã định danh",
        "Chưa cấp được mã hồ sơ. Nhờ quản trị bổ sung mã định danh cho nơi nộp hoặc cơ quan của nó.",
    ),
    refusal(
        "no-calendar",
        "Chưa có lịch làm việc của năm",
        "Chưa hẹn được ngày trả vì thiếu lịch năm ghi trong \"year\". Nhờ quản trị nhập lịch.",
    ),
    refusal(
        "papers-missing",
        "Còn thiếu giấy tờ",
        "\"papers\" ghi khóa của các giấy tờ còn thiếu. Nộp trực tuyến thì mỗi giấy tờ phải là tệp.",
    ),
    refusal(
        "unknown-paper",
        "Trường hợp không yêu cầu giấy tờ này",
        "Chỉ gửi giấy tờ có trong \"cases[].papers\" của thủ tục.",
    ),
    refusal(
        "paper-twice",
        "Một giấy tờ được ghi hai lần",
        "Ghi mỗi giấy tờ một lần; riêng tệp thì một giấy tờ có thể có nhiều tệp.",
    ),
    refusal(
        "paper-not-to-be-asked",
        "Giấy tờ không được yêu cầu nộp",
        "Giấy tờ này đã có trong cơ sở dữ liệu nên không được yêu cầu người dân nộp lại.",
    ),
    refusal(
        "nothing-missing",
        "Yêu cầu bổ sung chưa nêu giấy tờ nào",
        "Ghi trong \"items\" ít nhất một giấy tờ và cần làm gì với nó.",
    ),
    refusal(
        "already-asked-once",
        "Đã yêu cầu bổ sung một lần",
        "Mỗi hồ sơ chỉ được yêu cầu bổ sung một lần. Lãnh đạo được yêu cầu thêm khi nêu lý do.",
    ),
    refusal(
        "leader-reason-missing",
        "Thiếu lý do của lãnh đạo",
        "Ghi \"again_because\": vì sao phải yêu cầu bổ sung thêm một lần.",
    ),
    refusal(
        "nothing-added",
        "Chưa có gì được bổ sung",
        "Gửi ít nhất một giấy tờ trong \"papers\" hoặc tờ khai đã sửa trong \"answers\".",
    ),
    refusal(
        "reason-missing",
        "Thiếu lý do",
        "Ghi \"reason\" để người nhận hiểu vì sao.",
    ),
    refusal(
        "nothing-examined",
        "Chưa có ý kiến nào",
        "Ghi \"note\" hoặc đánh dấu ít nhất một giấy tờ trong \"marks\".",
    ),
    refusal(
        "officer-unknown",
        "Không có cán bộ này",
        "Tài khoản trong \"to\" không có hoặc đã khóa. Chọn người khác.",
    ),
    refusal(
        "officer-in-another-unit",
        "Cán bộ thuộc đơn vị khác",
        "Chọn người cùng đơn vị đang giữ hồ sơ.",
    ),
    refusal(
        "officer-lacks-role",
        "Cán bộ không có vai trò cần cho bước này",
        "Chọn người có vai trò thụ lý.",
    ),
    refusal(
        "already-theirs",
        "Người đó đã giữ hồ sơ",
        "Không cần giao lại.",
    ),
    refusal(
        "proposed-to-decline",
        "Hồ sơ được trình để từ chối",
        "Gọi \"decline\" với lý do, hoặc \"send-back\".",
    ),
    refusal(
        "result-number-missing",
        "Thiếu số của văn bản kết quả",
        "Ghi \"number\": số, ký hiệu của văn bản.",
    ),
    refusal(
        "result-dated-in-future",
        "Văn bản kết quả ghi ngày sau hôm nay",
        "Ghi \"dated_on\" là hôm nay hoặc trước đó.",
    ),
    refusal(
        "result-dated-before-submission",
        "Văn bản kết quả ghi ngày trước ngày nộp hồ sơ",
        "Ghi \"dated_on\" từ ngày nộp hồ sơ đến hôm nay; với bản sao, trích lục thì ghi ngày cấp \
         lần này.",
    ),
    refusal(
        "result-file-missing",
        "Thiếu tệp kết quả",
        "Người nộp chọn nhận bản điện tử. Tải tệp kết quả lên rồi ghi \"file\".",
    ),
    refusal(
        "recipient-missing",
        "Thiếu tên người nhận kết quả",
        "Ghi \"recipient\".",
    ),
    refusal(
        "still-owed",
        "Còn khoản chưa thu",
        "Còn phải thu số tiền trong \"owed\". Ghi thu (\"record-payment\") hoặc miễn (\"waive\") trước.",
    ),
    refusal(
        "nothing-owed",
        "Không còn khoản nào phải thu",
        "Không cần thu hay miễn nữa.",
    ),
    refusal(
        "more-than-owed",
        "Số tiền lớn hơn khoản phải thu",
        "Chỉ còn phải thu số tiền trong \"owed\".",
    ),
    refusal(
        "no-amount",
        "Số tiền bằng không hoặc quá lớn",
        "Ghi ít nhất một khoản, số lượng từ 1, số tiền lớn hơn 0.",
    ),
    refusal(
        "receipt-number-missing",
        "Thiếu số biên lai",
        "Ghi \"receipt_number\".",
    ),
    refusal(
        "unknown-fee",
        "Không có khoản thu này",
        "Chỉ lập khoản có trong \"terms[].fees\" của trường hợp.",
    ),
    refusal(
        "fee-without-amount",
        "Khoản thu chưa có mức",
        "Tỉnh chưa nhập mức thu của khoản này. Nhờ quản trị bổ sung.",
    ),
    refusal(
        "already-charged",
        "Khoản này đã được lập",
        "Không cần lập lại.",
    ),
    refusal(
        "nothing-to-charge",
        "Không còn khoản nào để lập",
        "Mọi khoản có mức thu của trường hợp đã được lập.",
    ),
    refusal(
        "nothing-to-correct",
        "Nội dung đính chính giống nội dung đang có",
        "Gửi nội dung khác với nội dung đang ghi.",
    ),
    refusal(
        "already-rated",
        "Hồ sơ đã được đánh giá",
        "Người nộp đánh giá mỗi hồ sơ một lần.",
    ),
    refusal(
        "feedback-unanswered",
        "Phản ánh trước chưa được trả lời",
        "Người nộp gửi được phản ánh mới sau khi phản ánh trước có trả lời.",
    ),
    refusal(
        "no-feedback",
        "Không có phản ánh nào chờ trả lời",
        "Không cần trả lời; xem sự kiện \"feedback_given\" của hồ sơ.",
    ),
    refusal(
        "nothing-said",
        "Chưa có nội dung",
        "Ghi \"answer\": câu trả lời bằng lời cho người nộp.",
    ),
    refusal(
        "nothing-to-take-over",
        "Không có gì phải tiếp nhận từ đơn vị cũ",
        "Các đơn vị phụ trách hồ sơ vẫn hoạt động; hồ sơ có thể đã được tiếp nhận rồi.",
    ),
    refusal(
        "no-successor",
        "Chưa ghi đơn vị tiếp nối",
        "Nhờ quản trị nhập đơn vị tiếp nối vào tổ chức bộ máy rồi gửi lại.",
    ),
    refusal(
        "several-successors",
        "Có nhiều đơn vị tiếp nối",
        "Gửi lại bằng tài khoản cán bộ của đơn vị tiếp nối sẽ giữ hồ sơ.",
    ),
    refusal(
        "no-process",
        "Hồ sơ không đi theo quy trình đã công bố",
        "Dùng các việc thông thường; xem \"open_acts\" của hồ sơ.",
    ),
    refusal(
        "step-not-open",
        "Bước này chưa mở hoặc đã xong",
        "Xem \"process.open\" của hồ sơ để biết bước đang mở.",
    ),
    refusal(
        "main-step",
        "Đây là bước chính của hồ sơ",
        "Dùng \"forward\", \"propose\" hoặc \"complete-step\", theo \"open_acts\" của hồ sơ.",
    ),
    refusal(
        "not-a-way",
        "Bước đang mở không có kết quả này",
        "Gửi một kết quả có trong quy trình của hồ sơ ở bước đang mở.",
    ),
    refusal(
        "back-too-often",
        "Đã quay lại đủ số lần cho phép",
        "Gửi một kết quả không quay lại.",
    ),
    refusal(
        "branch-open",
        "Còn việc song song hoặc còn chờ",
        "Chờ các mục trong \"process.open\" xong; ý kiến đã trả lời đủ thì gọi \"conclude-consultation\".",
    ),
    refusal(
        "result-not-said",
        "Bước này có nhiều kết quả dẫn tiếp",
        "Dùng \"complete-step\" và ghi \"result\".",
    ),
    refusal(
        "fact-unknown",
        "Thiếu thông tin mà quy trình cần",
        "Bổ sung tờ khai theo giá trị quy trình khai báo rồi tiếp nhận lại.",
    ),
    refusal(
        "not-over-yet",
        "Thời gian chờ chưa hết",
        "Hệ thống tự ghi khi hết thời gian chờ.",
    ),
];

const fn known(kebab: &'static str, status: u16, title: &'static str, mend: &'static str) -> Known {
    Known {
        kebab,
        status,
        title,
        mend,
    }
}

/// A refusal of the rules.
pub(super) const fn refusal(kebab: &'static str, title: &'static str, mend: &'static str) -> Known {
    known(kebab, 409, title, mend)
}

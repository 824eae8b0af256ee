//! Who does what for whom: delegations, absences and assignment, in words.

use domain::dossier::routed::{Routed, RoutedBy};
use domain::people::OfficialId;
use domain::people::absence::AbsenceRefusal;
use domain::people::assignment::{RuleRefusal, Way};
use domain::people::delegation::check::DelegationRefusal;
use domain::people::delegation::{Capacity, SignedAs};
use store::DutyRefusal;

use crate::show;

/// In which capacity somebody signs.
pub fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::ForHead => "KT. · cấp phó ký thay",
        Capacity::ByOrder => "TL. · ký thừa lệnh",
        Capacity::ByAuthority => "TUQ. · ký thừa ủy quyền",
        Capacity::Acting => "Q. · quyền cấp trưởng",
    }
}

/// How dossiers are assigned.
pub fn way(way: Way) -> &'static str {
    match way {
        Way::SharedList => "Để danh sách chung của đơn vị",
        Way::RoundRobin => "Lần lượt từng người",
        Way::LeastLoad => "Người ít hồ sơ nhất",
    }
}

/// After a decision: in which capacity it was signed; empty where a leader signed as such.
pub fn signed(signed: Option<&SignedAs>) -> String {
    signed.map_or_else(String::new, |signed| {
        let (power, post) = signed.lines();
        let power = power.map_or_else(String::new, |power| format!("{power} / "));
        let day = show::date(signed.dated_on);
        format!(
            " · Ký: {power}{post}, theo văn bản {}, ngày {day}",
            signed.number
        )
    })
}

/// To whom a dossier went without anybody choosing, and why.
pub fn routed(routed: &Routed, name: impl Fn(OfficialId) -> String) -> String {
    let to = routed.to.map(&name);
    match &routed.by {
        RoutedBy::Rule { way, .. } => {
            let to = to.unwrap_or_default();
            let how = match way {
                Way::SharedList => "danh sách chung",
                Way::RoundRobin => "lần lượt",
                Way::LeastLoad => "ít hồ sơ nhất",
            };
            format!("Giao cho {to} theo quy tắc phân công: {how}")
        }
        RoutedBy::StandIn { absent } => {
            let to = to.unwrap_or_default();
            format!("Giao cho {to}, làm thay {} đang nghỉ", name(*absent))
        }
        RoutedBy::NobodyThere { absent } => format!(
            "Về danh sách chung của đơn vị: {} không còn ở đây hoặc đang nghỉ",
            name(*absent)
        ),
    }
}

/// Why nothing changed.
pub fn refusal(why: &DutyRefusal) -> &'static str {
    match why {
        DutyRefusal::Delegation(why) => delegation(why),
        DutyRefusal::Absence(why) => absence(*why),
        DutyRefusal::Rule { why, .. } => rule(why),
        DutyRefusal::Unknown => "Mục này không còn hiệu lực. Tải lại trang.",
    }
}

fn delegation(why: &DelegationRefusal) -> &'static str {
    match why {
        DelegationRefusal::UnknownUnit => {
            "Cơ quan này không hoạt động vào ngày bắt đầu. Chọn cơ quan khác hoặc ngày khác."
        }
        DelegationRefusal::PrincipalUnknown => {
            "Tài khoản của người giao không còn dùng. Chọn lãnh đạo khác."
        }
        DelegationRefusal::DelegateUnknown => {
            "Tài khoản của người ký không còn dùng. Chọn người khác."
        }
        DelegationRefusal::ToOneself => "Không tự ủy quyền cho mình. Chọn người ký khác.",
        DelegationRefusal::NothingToDelegate => {
            "Người giao không phải lãnh đạo của cơ quan này nên không có quyền để giao. Chọn lãnh \
             đạo của cơ quan."
        }
        DelegationRefusal::DelegatedAgain { .. } => {
            "Người giao đang ký theo ủy quyền, không được ủy quyền lại. Chọn người đứng đầu làm \
             người giao."
        }
        DelegationRefusal::DelegateDelegates { .. } => {
            "Người ký đang giao việc ký cho người khác trong những ngày này. Kết thúc việc giao đó \
             trước."
        }
        DelegationRefusal::NotADeputy => {
            "Chỉ cấp phó cùng cơ quan ký KT. hoặc Q. Chọn cấp phó, chức vụ bắt đầu bằng \"Phó\"."
        }
        DelegationRefusal::NotHeadOfUnitBelow => {
            "TL. và TUQ. chỉ giao cho người đứng đầu đơn vị thuộc cơ quan. Chọn lãnh đạo đơn vị \
             trực thuộc."
        }
        DelegationRefusal::PostMissing => "Nhập chức vụ, từ 1 đến 80 ký tự.",
        DelegationRefusal::UnknownProcedure { .. } => {
            "Có mã thủ tục không có trong danh mục. Sửa mã hoặc để trống cho mọi thủ tục."
        }
        DelegationRefusal::EndsBeforeItBegins => {
            "Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa lại ngày."
        }
        DelegationRefusal::OverAlready => "Thời gian giao đã qua. Sửa lại ngày kết thúc.",
        DelegationRefusal::EndMissing => "TUQ. và Q. chỉ giao có thời hạn. Nhập ngày kết thúc.",
        DelegationRefusal::NumberMissing => "Nhập số, ký hiệu văn bản giao.",
        DelegationRefusal::DatedAfterItBegins => {
            "Văn bản ký sau ngày bắt đầu. Sửa ngày văn bản hoặc ngày bắt đầu."
        }
        DelegationRefusal::Overlaps { .. } => {
            "Người này đã được giao như vậy trong một phần thời gian. Kết thúc lần giao trước hoặc \
             đổi ngày."
        }
        DelegationRefusal::Contradicts { .. } => {
            "Người này đang ký với tư cách khác trong một phần thời gian. Kết thúc lần giao đó \
             trước."
        }
        DelegationRefusal::TwoActing { .. } => {
            "Cơ quan đã có người quyền cấp trưởng trong thời gian này. Kết thúc lần giao đó trước."
        }
    }
}

fn absence(why: AbsenceRefusal) -> &'static str {
    match why {
        AbsenceRefusal::OfficerUnknown => {
            "Cán bộ này không còn làm việc ở đơn vị. Tải lại danh sách rồi chọn lại."
        }
        AbsenceRefusal::EndsBeforeItBegins => {
            "Ngày nghỉ cuối phải từ ngày nghỉ đầu trở đi. Sửa lại ngày."
        }
        AbsenceRefusal::OverAlready => "Thời gian nghỉ đã qua. Sửa lại ngày nghỉ cuối.",
        AbsenceRefusal::TooLong => {
            "Chỉ ghi được tối đa 400 ngày. Nghỉ lâu hơn thì nhờ quản trị khóa tài khoản."
        }
        AbsenceRefusal::Overlaps { .. } => {
            "Cán bộ đã được ghi nghỉ trong một phần thời gian này. Kết thúc lần ghi trước hoặc đổi \
             ngày."
        }
        AbsenceRefusal::StandInIsSelf => "Không tự làm thay mình. Chọn đồng nghiệp khác.",
        AbsenceRefusal::StandInUnknown => {
            "Tài khoản người làm thay không còn dùng. Chọn đồng nghiệp khác."
        }
        AbsenceRefusal::StandInElsewhere => {
            "Người làm thay ở đơn vị khác. Chọn đồng nghiệp cùng đơn vị."
        }
        AbsenceRefusal::StandInLacksRole => {
            "Người làm thay chưa có đủ vai trò. Chọn người khác hoặc nhờ quản trị thêm vai trò."
        }
        AbsenceRefusal::StandInAway { .. } => {
            "Người làm thay cũng nghỉ trong những ngày này. Chọn đồng nghiệp khác."
        }
        AbsenceRefusal::StandsInFor { .. } => {
            "Cán bộ này đang làm thay người khác trong những ngày đó. Đổi người làm thay ở lần nghỉ \
             kia trước."
        }
    }
}

fn rule(why: &RuleRefusal) -> &'static str {
    match why {
        RuleRefusal::UnknownUnit => {
            "Đơn vị không hoạt động vào ngày bắt đầu. Sửa mã đơn vị hoặc ngày."
        }
        RuleRefusal::UnknownProcedure { .. } => {
            "Mã thủ tục không có trong danh mục. Sửa mã hoặc để trống cho mọi thủ tục."
        }
        RuleRefusal::EndsBeforeItBegins => {
            "Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa lại ngày."
        }
        RuleRefusal::BeginsInThePast => "Quy tắc chỉ bắt đầu từ hôm nay trở đi. Sửa ngày bắt đầu.",
        RuleRefusal::BasisMissing => "Nhập căn cứ, từ 1 đến 200 ký tự.",
        RuleRefusal::Overlaps { .. } => {
            "Đã có quy tắc cho cùng đơn vị và thủ tục bắt đầu từ ngày này trở đi. Kết thúc quy tắc \
             đó trước."
        }
    }
}

/// Who is away, or not there any more, behind a routing.
pub fn absent(routed: &Routed) -> Option<OfficialId> {
    match &routed.by {
        RoutedBy::Rule { .. } => None,
        RoutedBy::StandIn { absent } | RoutedBy::NobodyThere { absent } => Some(*absent),
    }
}

//! What is to be said about the layers of the calendar: findings, refusals, kinds of days.

use domain::calendar::layers::{LayerOwner, LayerRefusal};
use domain::calendar::lint::{Finding, Severity, Spot, Trouble};
use domain::calendar::{CalendarFlaw, DayKind};
use domain::dossier::promise_move::CalendarChange;
use domain::rulebook::Rulebook;
use domain::vietnamese::show::{show_date, weekday_name};
use store::{CampaignPreview, Fate, WhyKept};

use crate::show;

/// Whose layer it is.
pub fn owner(owner: &LayerOwner, rules: &Rulebook) -> String {
    match owner {
        LayerOwner::Nation => "Cả nước".to_owned(),
        LayerOwner::Unit(unit) => rules
            .organisation
            .find(unit)
            .map_or_else(|| unit.to_string(), |agency| agency.name.clone()),
    }
}

/// Which change of the calendar moved a promise.
pub fn change(change: &CalendarChange, rules: &Rulebook) -> String {
    let owner = owner(&change.layer, rules);
    let paper = change.decision.as_ref().map_or_else(String::new, |paper| {
        format!(", theo {} ngày {}", paper.number, show_date(paper.on))
    });
    format!(
        "lịch làm việc thay đổi ({owner}, phiên bản {}{paper})",
        change.version
    )
}

/// Why a change has to wait.
pub const CAMPAIGN_UNDER_WAY: &str = "Ngày hẹn theo lần đổi lịch trước còn đang dời. Chờ đợt đó \
                                      xong rồi xác nhận lại.";

/// How many dossiers a preview has counted once more.
pub fn counted(preview: &CampaignPreview) -> String {
    let seen = show::number(preview.seen);
    if preview.has_more {
        format!("{seen}, còn hồ sơ khác được tính khi xác nhận")
    } else {
        seen
    }
}

/// What became of a promise when the calendar changed.
pub fn fate(fate: Fate) -> String {
    match fate {
        Fate::Moved(due) => format!("Dời sang {}", show::date_time(due)),
        Fate::Kept(WhyKept::WouldBeEarlier(counted)) => format!(
            "Giữ nguyên: lịch mới tính ra sớm hơn, {}",
            show::date_time(counted)
        ),
        Fate::Kept(WhyKept::TimeWasOver) => "Giữ nguyên: đã quá hẹn trước khi đổi lịch".to_owned(),
        Fate::Kept(WhyKept::ClockPaused) => {
            "Giữ nguyên: đang tạm dừng, tính theo lịch mới khi tính tiếp".to_owned()
        }
        Fate::Kept(WhyKept::YearMissing) => "Giữ nguyên: chưa có lịch của năm hẹn trả".to_owned(),
        Fate::Kept(WhyKept::Damaged) => "Giữ nguyên: không đọc được hồ sơ, cần xem lại".to_owned(),
    }
}

/// What becomes of a day.
pub fn kind(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Holiday => "Nghỉ lễ",
        DayKind::SwapOff => "Nghỉ hoán đổi",
        DayKind::MakeUp => "Làm bù",
        DayKind::Closed => "Đóng cửa",
    }
}

/// How much a finding matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Phải sửa",
        Severity::Warning => "Cần xem",
        Severity::Notice => "Lưu ý",
    }
}

/// What a finding speaks of.
pub fn spot(spot: Spot) -> String {
    match spot {
        Spot::Year(year) => format!("năm {year}"),
        Spot::Day(date) => format!("{} {}", weekday_name(date.weekday()), show_date(date)),
        Spot::Sessions(weekday, from) => {
            format!("giờ {} từ {}", weekday_name(weekday), show_date(from))
        }
    }
}

/// What was found.
pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::YearMissing => "chưa có lịch",
        Trouble::SwapWithoutMakeUp => "ngày nghỉ hoán đổi chưa có ngày làm bù",
        Trouble::MakeUpWithoutSwap => "ngày làm bù chưa có ngày nghỉ hoán đổi",
        Trouble::MakeUpOnWorkingDay => "ngày làm bù vốn đã là ngày làm việc",
        Trouble::NoDayInLieu => "ngày lễ trùng ngày nghỉ hằng tuần mà chưa có ngày nghỉ bù",
        Trouble::SessionsOverlap => "giờ làm việc riêng chồng lên một dòng khác của cùng thứ",
        Trouble::ClosedAlready => "đóng cửa vào lúc vốn đã nghỉ",
        Trouble::RepeatsAbove => "lặp lại lịch của cấp trên",
        Trouble::OverrulesAbove => "khác lịch của cấp trên; dòng này được dùng",
    }
}

/// How it is mended.
pub fn mend(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::YearMissing => {
            "Nhập lịch năm đó khi có thông báo; trước đó hồ sơ hẹn sang năm đó bị từ chối."
        }
        Trouble::SwapWithoutMakeUp => {
            "Thêm ngày làm bù, hoặc ghi đúng ngày của cặp ở cột pair_date của cả hai dòng."
        }
        Trouble::MakeUpWithoutSwap => {
            "Thêm ngày nghỉ hoán đổi, hoặc ghi đúng ngày của cặp ở cột pair_date của cả hai dòng."
        }
        Trouble::MakeUpOnWorkingDay => "Kiểm tra lại ngày; bỏ dòng này nếu ghi nhầm.",
        Trouble::NoDayInLieu => "Thêm ngày nghỉ bù vào ngày làm việc liền sau.",
        Trouble::SessionsOverlap => {
            "Ghi ngày cuối (valid_to) cho dòng cũ; hiện dòng bắt đầu sau được dùng."
        }
        Trouble::ClosedAlready => "Bỏ dòng này, hoặc kiểm tra lại ngày và giờ.",
        Trouble::RepeatsAbove => "Bỏ dòng này: lịch cấp trên đã có.",
        Trouble::OverrulesAbove => "Để nguyên nếu quyết định riêng nói khác; nếu không thì bỏ.",
    }
}

/// A finding on one line.
pub fn finding(finding: &Finding, rules: &Rulebook) -> String {
    format!(
        "{} · {} · {}: {}. {}",
        severity(finding.severity),
        owner(&finding.owner, rules),
        spot(finding.spot),
        trouble(finding.trouble),
        mend(finding.trouble)
    )
}

/// What is wrong with a calendar as a whole.
pub fn flaw(flaw: &CalendarFlaw) -> String {
    match flaw {
        CalendarFlaw::NothingWorked => {
            "Chưa có buổi làm việc nào. Ghi giờ làm việc, ví dụ 07:30-11:30,13:00-17:00".to_owned()
        }
        CalendarFlaw::Twice { date } => {
            format!(
                "Ngày {} có hai dòng trong lịch. Bỏ bớt một dòng",
                show_date(*date)
            )
        }
    }
}

/// Why a layer is not changed.
pub fn refusal(why: &LayerRefusal) -> String {
    match why {
        LayerRefusal::ReasonMissing => "Ghi lý do thay đổi lịch".to_owned(),
        LayerRefusal::Flawed(flawed) => flaw(flawed),
        LayerRefusal::YearInUse { year } => format!(
            "Còn hồ sơ đang giải quyết hẹn trả trong năm {year}, nên không bỏ được lịch năm đó. \
             Sửa từng ngày thay vì bỏ cả năm"
        ),
    }
}

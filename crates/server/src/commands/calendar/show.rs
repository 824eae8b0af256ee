//! `motcua calendar show`: one layer, line by line.

use domain::calendar::layers::{CalendarLayer, LayerContent};
use domain::vietnamese::show::{show_date, weekday_name};
use jiff::civil::Date;
use serde_json::json;
use web::wording::calendar as wording;

use super::{LookArgs, look_up};
use crate::output::{Ended, answer, message};

pub(super) async fn run(args: &LookArgs, today: Date) -> anyhow::Result<Ended> {
    let looked = match look_up(args, today).await? {
        Ok(looked) => looked,
        Err(ended) => return Ok(ended),
    };
    let content = of_year(looked.content, args.year);
    let kept = looked.rules.calendar.layer(&looked.owner);
    if args.json {
        let mut told = json!({ "layer": looked.owner.to_string(), "content": content });
        if args.file.is_none() {
            told["version"] = json!(kept.version);
            told["reason"] = json!(kept.reason);
            told["decision"] = json!(kept.decision);
        }
        answer(&told.to_string());
        return Ok(Ended::Done);
    }
    answer(&wording::owner(&looked.owner, &looked.rules));
    if args.file.is_none() {
        answer(&say_version(&kept));
    }
    for line in lines(&content) {
        answer(&line);
    }
    if content.days.is_empty() && content.closures.is_empty() && content.sessions.is_empty() {
        message("Lớp lịch này chưa ghi gì.");
    }
    Ok(Ended::Done)
}

/// What the layer says of a year; sessions that hold in it stay.
fn of_year(content: LayerContent, year: Option<i16>) -> LayerContent {
    let Some(year) = year else {
        return content;
    };
    let mut content = content;
    content.days.retain(|day| day.date.year() == year);
    content
        .closures
        .retain(|closure| closure.date.year() == year);
    content.sessions.retain(|own| {
        let ends = own.valid_to().map_or(year, Date::year);
        own.valid_from().year() <= year && year <= ends
    });
    content
}

fn say_version(layer: &CalendarLayer) -> String {
    let decision = layer.decision.as_ref().map_or_else(String::new, |paper| {
        format!(", theo {} ngày {}", paper.number, show_date(paper.on))
    });
    match (layer.version, layer.reason.as_str()) {
        (0, _) => "Chưa có phiên bản nào".to_owned(),
        (version, "") => format!("Phiên bản {version}{decision}"),
        (version, reason) => format!("Phiên bản {version}: {reason}{decision}"),
    }
}

fn lines(content: &LayerContent) -> Vec<String> {
    let day = |date: Date| format!("{} {}", show_date(date), weekday_name(date.weekday()));
    let mut lines: Vec<(Date, String)> = Vec::new();
    for one in &content.days {
        let pair = one.pair_date.map_or_else(String::new, |pair| {
            format!(", hoán đổi với {}", show_date(pair))
        });
        let sure = if one.is_provisional() {
            " (dự kiến)"
        } else {
            ""
        };
        let kind = wording::kind(one.kind);
        let line = format!("{}  {kind}: {}{pair}{sure}", day(one.date), one.name);
        lines.push((one.date, line));
    }
    for one in &content.closures {
        let hours = one
            .hours
            .as_ref()
            .map_or_else(|| "cả ngày".to_owned(), ToString::to_string);
        let paper = format!(
            "{} ngày {}",
            one.decision.number,
            show_date(one.decision.on)
        );
        let line = format!(
            "{}  Đóng cửa {hours}: {}, theo {paper}",
            day(one.date),
            one.reason
        );
        lines.push((one.date, line));
    }
    for one in &content.sessions {
        let from = one.valid_from();
        let to = one
            .valid_to()
            .map_or_else(String::new, |last| format!(" đến {}", show_date(last)));
        let hours = match one.sessions().to_string() {
            none if none.is_empty() => "nghỉ".to_owned(),
            hours => hours.replace(',', ", "),
        };
        let weekday = weekday_name(one.weekday());
        lines.push((
            from,
            format!("{}{to}  Giờ riêng {weekday}: {hours}", show_date(from)),
        ));
    }
    lines.sort_by_key(|(date, _)| *date);
    lines.into_iter().map(|(_, line)| line).collect()
}

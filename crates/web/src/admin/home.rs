//! `/quan-tri`: what is to be mended, the most pressing first.

use askama::Template;
use axum::response::Response;
use domain::procedure::Procedure;
use store::AlarmBacklog;

use super::{Admin, has_code};
use crate::components::Task;
use crate::fault::Broken;
use crate::page::{Frame, draw};
use crate::show::number;

#[derive(Template)]
#[template(path = "admin/home.html")]
struct Home {
    frame: Frame,
    tasks: Vec<Task>,
    open: usize,
    notices: String,
    alarms: String,
}

pub(super) async fn show(admin: Admin) -> Result<Response, Broken> {
    let store = &admin.app.store;
    let waiting = store.count_jobs().await?;
    let backlog = store.alarm_backlog(admin.app.now()).await?;
    let accounts = store.accounts().await?;
    let ended = accounts
        .iter()
        .filter(|account| account.active)
        .filter(|account| {
            let unit = admin.rules.organisation.find(&account.official.unit);
            !unit.is_some_and(|unit| unit.is_valid_on(admin.today))
        });
    let ended = ended.count();
    let mut tasks = Vec::from(calendar(&admin));
    tasks.extend(organisation(&admin));
    tasks.extend(catalogue(&admin));
    tasks.push(task(
        ended,
        "Tài khoản ở đơn vị đã kết thúc",
        "Chuyển cán bộ sang đơn vị mới để họ thấy hồ sơ của mình.",
        "/quan-tri/nguoi-dung?trang-thai=don-vi-cu",
    ));
    let left = store.left_behind(&admin.rules, admin.today).await?;
    let left: u64 = left.iter().map(|left| left.count).sum();
    tasks.push(task(
        usize::try_from(left).unwrap_or(usize::MAX),
        "Hồ sơ còn ở đơn vị đã kết thúc",
        "Chuyển sang đơn vị tiếp nối để cán bộ ở đó xử lý tiếp.",
        "/quan-tri/tiep-nhan",
    ));
    tasks.sort_by_key(|task| task.done);
    let open = tasks.iter().filter(|task| !task.done).count();
    // Nothing can be done about these on our pages: they are told, not asked for.
    let notices = match waiting {
        0 => String::new(),
        count => format!(
            "{} thông báo cho người dân đang chờ gửi. Chưa nối với máy chủ thư hoặc cổng tin nhắn \
             thì thông báo chờ đến lúc nối; chờ quá ba ngày thì không gửi nữa.",
            number(count)
        ),
    };
    let frame = admin.frame("Việc cần sửa");
    Ok(draw(&Home {
        frame,
        tasks,
        open,
        notices,
        alarms: alarms(backlog),
    }))
}

/// What time claims of dossiers and officials have not been told yet; empty when nothing waits.
fn alarms(backlog: AlarmBacklog) -> String {
    if backlog.due == 0 && backlog.untold == 0 {
        return String::new();
    }
    format!(
        "{} nhắc việc đã đến lúc mà chưa ghi, {} đã ghi cho hôm nay, {} cán bộ chưa được nhắc. Máy \
         chủ tự ghi vài phút một lần; còn chờ quá lâu thì xem nhật ký của máy chủ.",
        number(backlog.due),
        number(backlog.claimed),
        number(backlog.untold)
    )
}

fn task(count: usize, name: &str, hint: &str, href: &str) -> Task {
    Task {
        name: name.to_owned(),
        hint: if count == 0 {
            String::new()
        } else {
            hint.to_owned()
        },
        href: href.to_owned(),
        done: count == 0,
        status: format!("{} cần sửa", number(count as u64)),
    }
}

fn calendar(admin: &Admin) -> [Task; 2] {
    let calendar = admin.rules.calendar.nation();
    let this = admin.today.year();
    let missing: Vec<_> = [this, this + 1]
        .into_iter()
        .filter(|year| !calendar.knows(*year))
        .collect();
    let provisional = [this, this + 1]
        .into_iter()
        .filter(|year| calendar.is_provisional(*year));
    let years = missing
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    [
        task(
            missing.len(),
            "Năm chưa có lịch làm việc",
            &format!("Năm {years}: chưa hẹn được ngày trả rơi vào năm này."),
            "/quan-tri/lich-lam-viec",
        ),
        task(
            provisional.count(),
            "Năm mới có lịch dự kiến",
            "Đối chiếu khi có thông báo chính thức; ngày hẹn rơi vào năm này ghi rõ là dự kiến.",
            "/quan-tri/lich-lam-viec",
        ),
    ]
}

fn organisation(admin: &Admin) -> [Task; 2] {
    let rules = &admin.rules;
    let desks = || rules.organisation.desks_on(admin.today);
    let without = desks().filter(|desk| !has_code(rules, desk)).count();
    let invented = desks().filter(|desk| desk.agency_code_invented).count();
    [
        task(
            without,
            "Nơi tiếp nhận chưa có mã định danh",
            "Chưa cấp được mã hồ sơ ở đó.",
            "/quan-tri/to-chuc?loc=thieu-ma",
        ),
        task(
            invented,
            "Nơi tiếp nhận dùng mã định danh minh họa",
            "Thay bằng mã thật trước khi dùng chính thức.",
            "/quan-tri/to-chuc?loc=ma-minh-hoa",
        ),
    ]
}

fn catalogue(admin: &Admin) -> [Task; 3] {
    let rules = &admin.rules;
    let count = |is: &dyn Fn(&Procedure) -> bool| {
        rules
            .in_force_on(admin.today)
            .filter(|procedure| is(procedure))
            .count()
    };
    let to_mend = count(&|procedure| !procedure.to_mend.is_empty());
    let parts = count(&|procedure| procedure.seven_parts().iter().any(|(_, filled)| !filled));
    let nowhere = count(&|procedure| {
        !rules
            .receptions
            .iter()
            .any(|rule| rule.procedure == procedure.code)
    });
    [
        task(
            to_mend,
            "Thủ tục có nội dung chưa đọc được",
            "Thời hạn, phí hoặc giấy tờ còn ở dạng chữ, chưa tính được.",
            "/quan-tri/thu-tuc?loc=can-sua",
        ),
        task(
            parts,
            "Thủ tục thiếu bộ phận bắt buộc",
            "Bảy bộ phận phải công khai; xem thủ tục nào thiếu phần nào.",
            "/quan-tri/thu-tuc?loc=thieu-bo-phan",
        ),
        task(
            nowhere,
            "Thủ tục chưa có nơi tiếp nhận",
            "Chưa nằm trong danh mục tiếp nhận của tỉnh nên chưa ai nộp được.",
            "/quan-tri/thu-tuc?loc=chua-tiep-nhan",
        ),
    ]
}

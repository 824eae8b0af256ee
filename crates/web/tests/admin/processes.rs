//! Processes: shown with picture and table, checked, compared and published.

use crate::at_work::{administered, assert_is_a_page};
use axum::http::{StatusCode, header};
use domain::people::Role;

/// Only the province's desk receives it.
const CODE: &str = "3.000333";
const HERE: &str = "/quan-tri/quy-trinh/3.000333";
const PUBLISH: &str = "/quan-tri/quy-trinh/3.000333/cong-bo";

const AT_ONCE: &str = "key = \"tai-cho\"
name = \"Tại chỗ <một lần>\"
limit = \"1 working days\"

[[body]]
do = \"step\"
key = \"all\"
name = \"Giải quyết tại chỗ\"
work = \"at_once\"
role = \"desk_officer\"
minutes = 60

[[body]]
do = \"end\"
key = \"granted\"
outcome = \"granted\"
";

/// The version of the rules that the preview was drawn from.
fn version(page: &str) -> String {
    let (_, rest) = page
        .split_once("name=\"phien-ban\" value=\"")
        .expect("a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn decided<'a>(text: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("viec", "cong-bo"),
        ("quy-trinh", text),
        ("phien-ban", version),
        ("so", "812/QĐ-UBND"),
        ("ky_day", "18"),
        ("ky_month", "11"),
        ("ky_year", "2026"),
        ("nguoi-ky", "Chủ tịch UBND tỉnh"),
        ("tu_day", "20"),
        ("tu_month", "11"),
        ("tu_year", "2026"),
    ]
}

fn with<'a>(fields: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let put = |field: &(&'a str, &'a str)| {
        if field.0 == name {
            (field.0, value)
        } else {
            *field
        }
    };
    fields.iter().map(put).collect()
}

#[tokio::test]
async fn a_template_is_shown_with_its_picture_its_steps_and_its_time() {
    let (province, admin, _) = administered().await;
    let page = province.page(&admin, "/quan-tri/quy-trinh/1.001193").await;
    for said in [
        "<svg",
        "role=\"img\"",
        "Quy trình mẫu",
        "Ký giấy khai sinh",
        "Thời gian dài nhất",
        "Có kết quả",
        "Lãnh đạo, người ký, cơ quan giải quyết",
        // Nobody works in this province yet.
        "chưa có ai làm",
        "cán bộ một cửa ở ",
        " đơn vị: ",
    ] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
    let list = province
        .page(&admin, "/quan-tri/quy-trinh?q=1.001193")
        .await;
    assert!(list.text.contains("Quy trình mẫu:"), "{}", list.text);
    for address in [
        "/quan-tri/quy-trinh/9.999999",
        "/quan-tri/quy-trinh/x",
        "/quan-tri/quy-trinh/1.001193?ban=7",
        "/quan-tri/quy-trinh/1.001193?ban=mau&truong-hop=99.0",
        "/quan-tri/quy-trinh/9.999999/cong-bo",
    ] {
        let page = province.page(&admin, address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn what_cannot_be_published_is_told_and_nothing_typed_is_lost() {
    let (province, admin, _) = administered().await;
    let nothing = province.form(&admin, PUBLISH, &[("quy-trinh", " ")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("Dán nội dung"), "{}", nothing.text);

    let broken = AT_ONCE.replace("work = \"at_once\"", "work = \"tea\"");
    let unread = province
        .form(&admin, PUBLISH, &[("quy-trinh", broken.as_str())])
        .await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.text.contains("body[0].work"), "{}", unread.text);
    assert!(
        unread.text.contains("Giải quyết tại chỗ"),
        "the text is kept"
    );
    assert_is_a_page(&unread, PUBLISH);

    // Nobody works at the province's desk yet.
    let empty = province
        .form(&admin, PUBLISH, &[("quy-trinh", AT_ONCE)])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("chưa có ai làm"), "{}", empty.text);
    assert!(empty.text.contains("giao vai trò này"), "{}", empty.text);
    province
        .official("quay-tinh", "LC-TTPVHCC", &[Role::DeskOfficer])
        .await;

    let slow = AT_ONCE
        .replace("1 working days", "60 working days")
        .replace("minutes = 60", "minutes = 24000");
    let slow = province
        .form(&admin, PUBLISH, &[("quy-trinh", slow.as_str())])
        .await;
    assert_eq!(slow.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        slow.text.contains("đường đi dài nhất mất 50 ngày làm việc"),
        "{}",
        slow.text
    );

    let preview = province
        .form(&admin, PUBLISH, &[("quy-trinh", AT_ONCE)])
        .await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    let version = version(&preview.text);
    let fields = decided(AT_ONCE, &version);
    for (name, value, sentence) in [
        ("so", "", "Nhập số, ký hiệu quyết định"),
        ("ky_year", "", "Nhập đủ ngày"),
        ("tu_day", "31", "Ngày 31/11/2026 không có trong lịch"),
    ] {
        let page = province
            .form(&admin, PUBLISH, &with(&fields, name, value))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.text.contains(sentence), "{sentence} in {}", page.text);
        assert!(page.text.contains("value=\"Chủ tịch UBND tỉnh\""), "{name}");
    }
    let past = province
        .form(&admin, PUBLISH, &with(&fields, "tu_day", "19"))
        .await;
    assert_eq!(past.status, StatusCode::CONFLICT);
    assert!(past.text.contains("đã qua"), "{}", past.text);
    let back = province
        .form(&admin, PUBLISH, &with(&fields, "viec", "sua"))
        .await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(back.text.contains("name=\"so\" value=\"812/QĐ-UBND\""));
    let rules = province.app.store.rulebook().await.expect("the rules");
    assert_eq!(rules.processes.all().count(), 0);
}

#[tokio::test]
async fn a_process_is_previewed_published_and_shown_with_what_it_changes() {
    let (province, admin, account) = administered().await;
    province
        .official("quay-tinh", "LC-TTPVHCC", &[Role::DeskOfficer])
        .await;
    let preview = province
        .form(&admin, PUBLISH, &[("quy-trinh", AT_ONCE)])
        .await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    for said in ["Chưa ghi gì", "So với quy trình mẫu", "<svg", "Thêm bước"] {
        assert!(preview.text.contains(said), "{said} in {}", preview.text);
    }
    assert!(
        !preview.text.contains("<một lần>"),
        "what was typed is text"
    );
    assert_is_a_page(&preview, PUBLISH);
    let before = version(&preview.text);

    let done = province
        .form(&admin, PUBLISH, &decided(AT_ONCE, &before))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let to = done.headers[header::LOCATION].to_str().expect("an address");
    assert_eq!(to, format!("{HERE}?ban=1"));
    let page = province.page(&admin, to).await;
    for said in [
        "Phiên bản 1, từ 20/11/2026",
        "812/QĐ-UBND ngày 18/11/2026, Chủ tịch UBND tỉnh",
        "So với quy trình mẫu",
        "1 giờ làm việc",
    ] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
    assert_is_a_page(&page, to);
    assert!(account.active);

    // Whoever looked before sees it anew, with what was typed.
    let newer = AT_ONCE.replace("minutes = 60", "minutes = 90");
    let stale = province
        .form(&admin, PUBLISH, &decided(&newer, &before))
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Vừa có người khác"), "{}", stale.text);
    assert!(stale.text.contains("So với phiên bản mới nhất"));
    let again = province
        .form(&admin, PUBLISH, &decided(&newer, &version(&stale.text)))
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    let code = CODE.parse().expect("a code");
    let rules = province.app.store.rulebook().await.expect("the rules");
    assert_eq!(rules.processes.of(&code).len(), 2);
    let page = province.page(&admin, HERE).await;
    assert!(page.text.contains("So với phiên bản 1"), "{}", page.text);
    assert!(page.text.contains("thời gian từ"), "{}", page.text);
    let list = province
        .page(&admin, "/quan-tri/quy-trinh?loc=cong-bo")
        .await;
    assert!(
        list.text.contains("Phiên bản 2, từ 20/11/2026"),
        "{}",
        list.text
    );
}

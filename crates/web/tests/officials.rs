//! Officials at work in a browser without script: from the log-in to the result in hand.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod town;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use domain::dossier::Situation;
use domain::dossier::open_now::open_now;
use domain::people::Actor;
use jiff::civil::datetime;
use store::{AccountWrite, hash_password};
use town::browser::{Browser, Form, Page};
use town::{DESK, PASSWORD, Town, picture};
use web::wording;

fn at(code: &str) -> String {
    format!("/xu-ly/ho-so/{code}")
}

/// The form of an act, as this person sees it.
async fn form(browser: &mut Browser, code: &str, act: &str) -> Form {
    let address = format!("{}/viec/{act}", at(code));
    browser.open(&address).await.form(&address)
}

/// Receives a certification in person; the code of the dossier.
async fn receive_in_person(mai: &mut Browser) -> String {
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let form = page
        .form("/quay/tiep-nhan")
        .set("name", "GIÀNG A PHỀNH")
        .set("identity", "012090000017")
        .set("birth_day", "28")
        .set("birth_month", "2")
        .set("birth_year", "1990")
        .set("phone", "0912 345 678")
        .set("address", "Bản Nậm Củm, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van", "giay")
        .set("giay.ban-chinh-giay-to-van.goc", "2");
    let page = mai.done(form).await;
    page.says("Đã tiếp nhận hồ sơ").says("In giấy hẹn");
    page.address.rsplit('/').next().unwrap().to_owned()
}

/// Every act that is open to somebody has its button and its form.
async fn every_open_act_can_be_drawn(town: &Town, code: &str) {
    let rules = town.app.rules().await.unwrap();
    for login in ["mai", "pao", "dao", "son", "hoa"] {
        let account = town
            .app
            .store
            .account(town.id(login))
            .await
            .unwrap()
            .unwrap();
        let loaded = town.dossier(code).await;
        let actor = Actor::Official(account.official);
        let situation = Situation {
            actor: &actor,
            now: town.app.now(),
            rules: &rules,
            number: None,
            named: None,
        };
        let open = open_now(&situation, &loaded.dossier);
        let mut browser = town.browser(login).await;
        let page = browser.get(&at(code)).await;
        if page.status == StatusCode::NOT_FOUND {
            assert_eq!(open, [], "{login} may act on what they may not see");
            continue;
        }
        for act in domain::dossier::command::Act::ON_DOSSIER {
            let address = format!("{}/viec/{}", at(code), wording::act::slug(act));
            assert_eq!(
                page.links_to(&address),
                open.contains(&act),
                "{login}: {act:?}"
            );
            let drawn = browser.get(&address).await;
            if open.contains(&act) {
                assert_eq!(
                    drawn.status,
                    StatusCode::OK,
                    "{login}: {act:?}: {}",
                    drawn.text()
                );
                drawn.form(&address);
            } else {
                assert_eq!(drawn.status, StatusCode::CONFLICT, "{login}: {act:?}");
                drawn.says("Chưa làm được");
            }
        }
    }
}

#[tokio::test]
async fn a_certification_goes_from_the_desk_to_the_hand_with_money_on_the_way() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    assert_eq!(code, "H35.21.01-261116-0001");
    every_open_act_can_be_drawn(&town, &code).await;
    let page = mai.open(&at(&code)).await;
    page.says("Giàng A Phềnh")
        .says("2 bản chính")
        .says("Đã tiếp nhận, chờ chuyển");
    page.says("17:00 thứ Tư, 18/11/2026").says("Còn 2 ngày");

    let charge = form(&mut mai, &code, "khoan-thu").await.set("phi.phi", "4");
    mai.done(charge).await.says("8.000");
    let pay = form(&mut mai, &code, "thu-tien").await;
    assert_eq!(pay.value("so-tien"), Some("8.000"));
    mai.done(pay.set("bien-lai", "AA/26-0001"))
        .await
        .says("Đã ghi nhận tiền thu");
    let forward = form(&mut mai, &code, "chuyen").await;
    mai.done(forward)
        .await
        .says("Đã chuyển hồ sơ")
        .says("Văn phòng");
    assert_eq!(town.stage(&code).await, "examining");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut pao = town.browser("pao").await;
    pao.open("/xu-ly?cua=chua-giao")
        .await
        .says("Giàng A Phềnh")
        .says("Còn 2 ngày");
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await.says("Sùng A Páo");
    pao.open("/xu-ly?cua=toi").await.says("Giàng A Phềnh");
    let examine = form(&mut pao, &code, "y-kien").await;
    let examine = examine
        .set("y-kien", "Bản chính rõ, không tẩy xóa.")
        .set("kiem.ban-chinh-giay-to-van", "dat");
    pao.done(examine)
        .await
        .says("Bản chính rõ, không tẩy xóa.")
        .says("Đạt");
    let propose = form(&mut pao, &code, "trinh")
        .await
        .set("y-kien", "Đề nghị ký.");
    pao.done(propose).await.says("Đã trình lãnh đạo");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut son = town.browser("son").await;
    son.open("/dieu-hanh")
        .await
        .says("1 chờ ông/bà duyệt")
        .says("Giàng A Phềnh");
    son.open("/dieu-hanh/cho-duyet")
        .await
        .says("Chứng thực bản sao từ bản chính");
    let approve = form(&mut son, &code, "phe-duyet").await;
    son.open(&format!("{}/viec/phe-duyet", at(&code)))
        .await
        .says("Đề nghị ký.");
    son.done(approve).await.says("Đã phê duyệt");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, &code, "vao-so").await;
    assert_eq!(record.value("ngay_day"), Some("16"));
    let record = record
        .set("so", "12/CT")
        .file("tep-ket-qua", "kết quả.png", picture());
    hoa.done(record).await.says("Số 12/CT, ngày 16/11/2026");
    assert_eq!(town.stage(&code).await, "resolved");
    every_open_act_can_be_drawn(&town, &code).await;

    mai.open("/quay").await.says("1 có kết quả, chờ trả");
    mai.open("/quay/tra-ket-qua").await.says("Giàng A Phềnh");
    let hand = form(&mut mai, &code, "tra-ket-qua").await;
    assert_eq!(hand.value("nguoi-nhan"), Some("Giàng A Phềnh"));
    let page = mai.done(hand.set("chung-minh", "receipt")).await;
    page.says("Hồ sơ đã xong").says("Đã xong, sớm 2 ngày");
    assert_eq!(town.stage(&code).await, "handed_over");
    every_open_act_can_be_drawn(&town, &code).await;
}

#[tokio::test]
async fn an_online_birth_is_supplemented_received_sent_back_and_declined() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    mai.open("/quay")
        .await
        .says("1 nộp trực tuyến, chờ xem")
        .says("Giàng A Phềnh");
    every_open_act_can_be_drawn(&town, &code).await;

    let ask = form(&mut mai, &code, "yeu-cau-bo-sung").await;
    let answer = mai.send(ask).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Có 2 chỗ cần sửa")
        .says("Nhập lý do để người nộp hiểu vì sao phải bổ sung");
    let ask = answer
        .form(&at(&code))
        .set("can.giay-chung-sinh", "Chụp lại cho rõ bốn góc")
        .set("ly-do", "Ảnh giấy chứng sinh bị mờ");
    let page = mai.done(ask).await;
    page.says("Ảnh giấy chứng sinh bị mờ")
        .says("In phiếu yêu cầu bổ sung");
    assert!(page.links_to(&format!("{}/giay/yeu-cau-bo-sung", at(&code))));
    every_open_act_can_be_drawn(&town, &code).await;

    let bring = form(&mut mai, &code, "bo-sung").await;
    let bring = bring.file("giay.giay-chung-sinh", "rõ hơn.png", picture());
    mai.done(bring).await.says("rõ hơn.png");
    let receive = form(&mut mai, &code, "tiep-nhan").await;
    mai.done(receive)
        .await
        .says("Hẹn trả 17:00 thứ Hai, 16/11/2026");
    let forward = form(&mut mai, &code, "chuyen").await;
    mai.done(forward).await;

    let mut son = town.browser("son").await;
    let give = form(&mut son, &code, "phan-cong").await;
    let dao = town.id("dao").0.to_string();
    son.done(give.set("nguoi", &dao))
        .await
        .says("Giao cho Tẩn Thị Đào");
    let mut pao = town.browser("pao").await;
    let held = pao.get(&format!("{}/viec/trinh", at(&code))).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    held.says("Tẩn Thị Đào đang giữ hồ sơ này");

    let mut dao = town.browser("dao").await;
    let propose = form(&mut dao, &code, "trinh")
        .await
        .set("de-xuat", "declined");
    let answer = dao.send(propose).await;
    answer.says("Nêu lý do đề xuất từ chối");
    let propose = answer.form(&at(&code));
    assert_eq!(propose.value("de-xuat"), Some("declined"));
    dao.done(propose.set("y-kien", "Đã đăng ký ở nơi khác."))
        .await;
    let back = form(&mut son, &code, "tra-lai").await;
    son.done(back.set("ly-do", "Kiểm tra lại số định danh của trẻ."))
        .await;
    assert_eq!(town.stage(&code).await, "examining");
    let again = form(&mut dao, &code, "trinh").await;
    let again = again
        .set("de-xuat", "declined")
        .set("y-kien", "Trùng số 015 năm 2026.");
    dao.done(again).await;
    let decline = form(&mut son, &code, "tu-choi-giai-quyet").await;
    assert_eq!(decline.value("ly-do"), Some("Trùng số 015 năm 2026."));
    son.done(decline).await.says("Đã từ chối giải quyết");

    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, &code, "vao-so")
        .await
        .set("so", "03/TB")
        .set("ngay_day", "17");
    let answer = hoa.send(record).await;
    answer.says("Ngày văn bản phải là hôm nay hoặc trước đó");
    let record = answer.form(&at(&code));
    assert_eq!(record.value("so"), Some("03/TB"));
    hoa.done(record.set("ngay_day", "16")).await;
    let correct = form(&mut hoa, &code, "dinh-chinh").await.set("so", "04/TB");
    hoa.done(correct.set("ly-do", "Gõ nhầm số"))
        .await
        .says("Kết quả số 04/TB");
}

#[tokio::test]
async fn a_dossier_is_refused_withdrawn_or_stopped_and_its_errors_are_put_right() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;

    let refused = town.file_birth_online().await;
    let refuse = form(&mut mai, &refused, "tu-choi-tiep-nhan").await;
    let refuse = refuse
        .set("can-cu", "already_filed")
        .set("ly-do", "Đã khai sinh năm 2025.");
    let page = mai.done(refuse).await;
    page.says("Đang có hồ sơ khác về cùng việc này");
    assert!(page.links_to(&format!("{}/giay/tu-choi", at(&refused))));
    assert_eq!(town.stage(&refused).await, "refused");

    let corrected = town.file_birth_online().await;
    let choose = mai
        .open(&format!("{}/viec/dinh-chinh", at(&corrected)))
        .await;
    choose.says("Đính chính phần nào?");
    for (part, field, value, said) in [
        ("nguoi-nop", "name", "Giàng A Phình", "Giàng A Phình"),
        (
            "noi-nhan",
            "noi-nhan",
            "post",
            "Nhận qua bưu chính công ích",
        ),
        ("to-khai", "khai.ban_sao.so_luong", "2", "Tờ khai"),
    ] {
        let address = format!("{}/viec/dinh-chinh?sua={part}", at(&corrected));
        assert!(choose.links_to(&address), "{part}");
        let form = mai.open(&address).await.form(&at(&corrected));
        let form = if part == "to-khai" {
            form
        } else {
            form.set(field, value)
        };
        mai.done(form.set("ly-do", "Gõ nhầm")).await.says(said);
    }
    let withdraw = form(&mut mai, &corrected, "rut")
        .await
        .set("ly-do", "Nộp lại ở xã khác");
    mai.done(withdraw).await.says("Nộp lại ở xã khác");
    assert_eq!(town.stage(&corrected).await, "withdrawn");

    let stopped = receive_in_person(&mut mai).await;
    let charge = form(&mut mai, &stopped, "khoan-thu")
        .await
        .set("phi.phi", "1");
    mai.done(charge).await;
    let waive = form(&mut mai, &stopped, "mien-giam")
        .await
        .set("can-cu", "poor_household");
    mai.done(waive.set("ly-do", "Giấy chứng nhận số 12"))
        .await
        .says("Hộ nghèo, hộ cận nghèo");
    let mut son = town.browser("son").await;
    let stop = form(&mut son, &stopped, "dung")
        .await
        .set("can-cu", "purpose_gone");
    son.done(stop.set("ly-do", "Người nộp đã mất"))
        .await
        .says("Người nộp đã mất");
    assert_eq!(town.stage(&stopped).await, "stopped");
    every_open_act_can_be_drawn(&town, &stopped).await;
}

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_sees_why_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = town.file_birth_online().await;
    let mut colleague = town.browser("mai").await;
    let mine = form(&mut mai, &code, "yeu-cau-bo-sung").await;
    let theirs = form(&mut colleague, &code, "tiep-nhan").await;
    colleague.done(theirs).await;
    let mine = mine
        .set("can.giay-chung-sinh", "Chụp lại")
        .set("ly-do", "Ảnh mờ quá");
    let answer = mai.send(mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer
        .says("1 thay đổi mới")
        .says("Vừa thay đổi")
        .says("Quầy đã tiếp nhận hồ sơ");
    let again = answer.form(&at(&code));
    assert_eq!(again.value("ly-do"), Some("Ảnh mờ quá"));
    assert_eq!(again.value("can.giay-chung-sinh"), Some("Chụp lại"));
    mai.done(again).await.says("Ảnh mờ quá");
    assert_eq!(town.stage(&code).await, "awaiting_supplement");
}

#[tokio::test]
async fn what_was_not_shown_counts_as_not_seen_even_after_an_error() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = town.file_birth_online().await;
    let empty = form(&mut mai, &code, "tu-choi-tiep-nhan").await;
    let mut colleague = town.browser("mai").await;
    let correct = colleague
        .open(&format!("{}/viec/dinh-chinh?sua=noi-nhan", at(&code)))
        .await;
    let correct = correct
        .form(&at(&code))
        .set("noi-nhan", "post")
        .set("ly-do", "Đổi ý");
    colleague.done(correct).await;
    let answer = mai.send(empty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let filled = answer
        .form(&at(&code))
        .set("can-cu", "not_competent")
        .set("ly-do", "Sai nơi");
    let answer = mai.send(filled).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Đính chính thông tin");
}

#[tokio::test]
async fn a_double_click_does_once() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let filled = |page: &Page| {
        page.form("/quay/tiep-nhan")
            .set("name", "Y Gêm Ông")
            .set("address", "Phường Đoàn Kết")
            .set("giay.ban-chinh-giay-to-van", "giay")
    };
    let first = mai.done(filled(&page)).await;
    let second = mai.done(filled(&page)).await;
    assert_eq!(first.address, second.address);
    let changed = filled(&page).set("name", "Tên Khác");
    let answer = mai.send(changed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("đã được gửi với nội dung khác");
}

#[tokio::test]
async fn intake_keeps_what_was_typed_and_files_that_came() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    mai.open("/quay/tiep-nhan?q=dkks")
        .await
        .says("Đăng ký khai sinh")
        .does_not_say("Chứng thực");
    mai.open("/quay/tiep-nhan?q=giay%20khai%20sinh")
        .await
        .says("Đăng ký khai sinh");
    mai.open("/quay/tiep-nhan?q=xay%20nha")
        .await
        .says("không nhận thủ tục nào");
    mai.open("/quay/tiep-nhan?thu-tuc=1.001193")
        .await
        .says("Trẻ bị bỏ rơi");
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    page.says("Hẹn trả nếu nhận bây giờ 17:00 thứ Hai, 16/11/2026");
    let wrong = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn 5")
        .set("identity", "01209000001")
        .set("dd-name", "Lò Thị Ẳng")
        .file("giay.giay-chung-sinh", "chứng sinh.png", picture());
    let answer = mai.send(wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Ông/bà đã nhập 11 chữ số")
        .says("Họ tên không có chữ số");
    answer
        .says("Đã nhận tệp chứng sinh.png")
        .says("Nhập số định danh 12 số");
    let mended = answer.form("/quay/tiep-nhan");
    assert_eq!(mended.value("name"), Some("Lò Văn 5"));
    let mended = mended
        .set("name", "Lò Văn Năm")
        .set("identity", "012090000017")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .set("dd-id", "012190000011")
        .set("dd-giay", "Vợ");
    let page = mai.done(mended).await;
    let code = page.address.rsplit('/').next().unwrap().to_owned();
    let page = mai.open(&at(&code)).await;
    page.says("chứng sinh.png (1 trang")
        .says("Lò Thị Ẳng")
        .says("Lò Văn Năm");

    let broken = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let broken = broken
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3")
        .file("giay.giay-chung-sinh", "trống.pdf", Vec::new());
    mai.send(broken)
        .await
        .says("Tệp \"trống.pdf\" không có nội dung");
    let missing = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let missing = missing
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3");
    let answer = mai.send(missing).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Còn thiếu giấy tờ");
}

#[tokio::test]
async fn nobody_comes_in_without_a_session_and_nobody_sees_what_is_not_theirs() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let page = at(&code);
    let id = match &town.dossier(&code).await.dossier.papers[0].form {
        domain::dossier::event::HandedForm::File(facts) => facts.id,
        other => panic!("{other:?}"),
    };
    let addresses = [
        "/quay".to_owned(),
        "/quay/tiep-nhan".to_owned(),
        format!("/quay/tiep-nhan/{code}"),
        "/quay/hop-viec".to_owned(),
        "/quay/tra-ket-qua".to_owned(),
        "/quay/tim?q=1".to_owned(),
        "/xu-ly".to_owned(),
        "/xu-ly/tim?q=1".to_owned(),
        page.clone(),
        format!("{page}/viec/tiep-nhan"),
        format!("{page}/tep/{id}"),
        format!("{page}/giay/phieu-hen"),
        "/dieu-hanh".to_owned(),
        "/dieu-hanh/cho-duyet".to_owned(),
        "/dieu-hanh/qua-han".to_owned(),
        "/tai-khoan".to_owned(),
    ];
    let mut stranger = town.stranger();
    for address in &addresses {
        let answer = stranger.get(address).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
        assert!(
            answer.location().starts_with("/dang-nhap?tro-lai=%2F")
                || answer.location().starts_with("/dang-nhap?tro-lai=/"),
            "{}",
            answer.location()
        );
    }
    let posted = stranger
        .post(&format!("{page}/viec/tiep-nhan"), &[("seen", "1")])
        .await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);

    // Another commune, another leader, the province's desk, the administrator: none may see it.
    for login in ["chu", "lan", "tam", "quan"] {
        let mut browser = town.browser(login).await;
        for address in [
            page.clone(),
            format!("{page}/viec/tiep-nhan"),
            format!("{page}/tep/{id}"),
            format!("{page}/giay/phieu-hen"),
        ] {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login} {address}");
            answer.says("Không có hồ sơ này trong phần việc của ông/bà");
        }
        let posted = browser
            .post(&format!("{page}/viec/tiep-nhan"), &[("seen", "1")])
            .await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND, "{login}");
    }
    assert_eq!(town.stage(&code).await, "submitted");
    // A face is closed to those without its role.
    for (login, address) in [
        ("pao", "/quay"),
        ("mai", "/dieu-hanh"),
        ("mai", "/xu-ly"),
        ("quan", "/xu-ly"),
    ] {
        let answer = town.browser(login).await.get(address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login} {address}");
    }
    let unknown = town
        .browser("mai")
        .await
        .get("/xu-ly/ho-so/H35.1-261116-9999")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_look_is_noted_and_files_come_as_they_are() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let loaded = town.dossier(&code).await;
    let domain::dossier::event::HandedForm::File(facts) = &loaded.dossier.papers[0].form else {
        panic!("no file")
    };
    let mut mai = town.browser("mai").await;
    mai.open(&at(&code))
        .await
        .says("giấy chứng sinh.png")
        .says("Lò Thị Mai xem hồ sơ");
    let file = mai.open(&format!("{}/tep/{}", at(&code), facts.id)).await;
    assert_eq!(file.bytes, picture());
    assert_eq!(file.headers[CONTENT_TYPE], "image/png");
    let told = file.headers[CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        told.starts_with("inline; filename=\"tep.png\"; filename*=UTF-8''gi%E1%BA%A5y"),
        "{told}"
    );
    let policy = file.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(
        policy.starts_with("sandbox; default-src 'none'"),
        "{policy}"
    );
    let looks = town.app.store.viewings(loaded.id).await.unwrap();
    let looks: Vec<&str> = looks.iter().map(|look| look.what.as_str()).collect();
    assert_eq!(looks, ["file", "dossier"]);

    // A file of one dossier is not shown through another.
    let other = receive_in_person(&mut mai).await;
    let answer = mai.get(&format!("{}/tep/{}", at(&other), facts.id)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn slips_are_printed_alike_and_a_reprint_says_so() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let address = format!("{}/giay/phieu-hen", at(&code));
    let first = mai.open(&address).await;
    assert_eq!(first.headers[CONTENT_TYPE], "application/pdf");
    assert!(first.bytes.starts_with(b"%PDF-"));
    town.move_to(datetime(2026, 11, 16, 15, 30, 0, 0));
    let second = mai.open(&address).await;
    assert!(first.bytes == second.bytes, "the same data print alike");
    let again = mai.open(&format!("{address}?in-lai=1")).await;
    assert!(again.bytes != first.bytes, "a reprint says so");
    let none = mai.get(&format!("{}/giay/tu-choi", at(&code))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn officials_find_dossiers_by_code_person_and_phone() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    let found = mai
        .get(&format!("/quay/tim?q={}", code.to_lowercase()))
        .await;
    assert_eq!(found.location(), at(&code));
    for sought in ["012090000017", "0912%20345%20678", "5678"] {
        mai.open(&format!("/quay/tim?q={sought}"))
            .await
            .says("Giàng A Phềnh");
    }
    mai.open("/quay/tim?q=%20")
        .await
        .does_not_say("Giàng A Phềnh");
    mai.open("/quay/tim?q=5555")
        .await
        .says("Không có hồ sơ nào của người này");
    let mut chu = town.browser("chu").await;
    chu.open("/quay/tim?q=5678")
        .await
        .does_not_say("Giàng A Phềnh");
    let hidden = chu.open(&format!("/quay/tim?q={code}")).await;
    hidden.says("Không có hồ sơ mang mã này trong phần việc");
}

#[tokio::test]
async fn lists_are_filtered_by_their_address_and_paged() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    for _ in 0..21 {
        town.file_birth_online().await;
    }
    let first = mai.open("/quay/hop-viec").await;
    let next = first.html();
    let next = next
        .split("href=\"/quay/hop-viec?sau=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let second = mai.open(&format!("/quay/hop-viec?sau={next}")).await;
    second.says("Trang đầu").does_not_say("Trang sau");
    let rows = |page: &Page| page.html().matches("<tr><th scope=\"row\">").count();
    assert_eq!((rows(&first), rows(&second)), (20, 2));
    mai.open("/quay/hop-viec?buoc=received")
        .await
        .says(&code[code.len() - 4..])
        .does_not_say("Chờ quầy xem 16");
    assert_eq!(rows(&mai.open("/quay/hop-viec?buoc=received").await), 1);
    assert_eq!(rows(&mai.open("/quay/hop-viec?thu-tuc=1.001193").await), 20);
    mai.open("/quay/hop-viec?han=qua-han")
        .await
        .says("Không có hồ sơ nào đang mở");

    // Its promise was Wednesday's closing time.
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut mai = town.browser("mai").await;
    mai.open("/quay").await.says("1 quá hạn ngay tại quầy");
    assert_eq!(rows(&mai.open("/quay/hop-viec?han=qua-han").await), 1);
    let mut son = town.browser("son").await;
    son.open("/dieu-hanh").await.says("Quá hạn 1 ngày");
    assert_eq!(rows(&son.open("/dieu-hanh/qua-han").await), 1);
}

/// Sets the password that the town knows.
async fn give_password(town: &Town, login: &str) {
    let write = AccountWrite::SetPassword {
        id: town.id(login),
        password_hash: hash_password(PASSWORD).unwrap(),
        invitation: None,
        at: town.app.now(),
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
}

async fn log_in(browser: &mut Browser, address: &str, login: &str, password: &str) -> Page {
    let form = browser.open(address).await.form("/dang-nhap");
    browser
        .send(form.set("ten", login).set("mat-khau", password))
        .await
}

#[tokio::test]
async fn officials_log_in_with_a_password_and_come_back_where_they_were() {
    let town = Town::new().await;
    give_password(&town, "mai").await;
    let mut browser = town.stranger();
    let answer = log_in(&mut browser, "/dang-nhap", "mai", "sai mật khẩu rồi").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    assert_eq!(answer.form("/dang-nhap").value("ten"), Some("mai"));
    let unknown = log_in(
        &mut browser,
        "/dang-nhap",
        "khong-co-ai",
        "sai mật khẩu rồi",
    )
    .await;
    unknown.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    let without = log_in(&mut browser, "/dang-nhap", "pao", "sai mật khẩu rồi").await;
    without.says("Tên đăng nhập hoặc mật khẩu chưa đúng");

    let answer = log_in(&mut browser, "/dang-nhap", "Mai ", PASSWORD).await;
    assert_eq!(answer.location(), "/quay");
    browser.open("/quay").await.says("Hôm nay ở quầy");
    let out = browser.post("/dang-xuat", &[]).await;
    assert_eq!(out.location(), "/dang-nhap?xong=ra");
    assert_eq!(browser.get("/quay").await.status, StatusCode::SEE_OTHER);

    let asked = browser.get("/quay/tim?q=5678").await.location();
    let answer = log_in(&mut browser, &asked, "mai", PASSWORD).await;
    assert_eq!(answer.location(), "/quay/tim?q=5678");
    let mut other = town.stranger();
    let answer = log_in(
        &mut other,
        "/dang-nhap?tro-lai=//xau.example",
        "mai",
        PASSWORD,
    )
    .await;
    assert_eq!(answer.location(), "/quay");
}

#[tokio::test]
async fn guessing_is_slowed_down_and_a_pause_opens_again() {
    let town = Town::new().await;
    give_password(&town, "mai").await;
    let mut browser = town.stranger();
    for _ in 0..5 {
        let answer = log_in(&mut browser, "/dang-nhap", "mai", "đoán mò lần nữa").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = log_in(&mut browser, "/dang-nhap", "mai", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    answer.says("Thử lại sau 1 phút");
    town.move_to(datetime(2026, 11, 16, 9, 1, 0, 0));
    let answer = log_in(&mut browser, "/dang-nhap", "mai", PASSWORD).await;
    assert_eq!(answer.location(), "/quay");
}

#[tokio::test]
async fn a_link_sets_the_first_password_once_and_its_owner_changes_it() {
    let town = Town::new().await;
    let now = town.app.now();
    let write = AccountWrite::Invite {
        id: town.id("pao"),
        secret: "LIENKET7K2Q".to_owned(),
        expires_at: domain::dossier::Now(now.0 + jiff::SignedDuration::from_hours(24)),
        by: None,
        at: now,
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
    let mut browser = town.stranger();
    let page = browser.open("/dat-mat-khau/LIENKET7K2Q").await;
    page.says("Sùng A Páo");
    let short = page
        .form("/dat-mat-khau")
        .set("moi", "ngắn")
        .set("lai", "ngắn");
    browser.send(short).await.says("ít nhất 12 ký tự");
    let other = page
        .form("/dat-mat-khau")
        .set("moi", PASSWORD)
        .set("lai", "khác hẳn thế này");
    browser.send(other).await.says("Hai lần nhập khác nhau");
    let right = page
        .form("/dat-mat-khau")
        .set("moi", PASSWORD)
        .set("lai", PASSWORD);
    browser.done(right).await.says("Đã đặt mật khẩu mới");
    let used = browser.get("/dat-mat-khau/LIENKET7K2Q").await;
    assert_eq!(used.status, StatusCode::NOT_FOUND);
    used.says("đã dùng hoặc đã hết hạn");

    let answer = log_in(&mut browser, "/dang-nhap", "pao", PASSWORD).await;
    assert_eq!(answer.location(), "/xu-ly");
    let mut elsewhere = town.browser("pao").await;
    let page = browser.open("/tai-khoan").await;
    page.says("Cán bộ thụ lý");
    let wrong = page
        .form("/tai-khoan")
        .set("cu", "sai")
        .set("moi", "mật khẩu mới của Páo");
    browser
        .send(wrong.set("lai", "mật khẩu mới của Páo"))
        .await
        .says("đang dùng chưa đúng");
    let right = page
        .form("/tai-khoan")
        .set("cu", PASSWORD)
        .set("moi", "mật khẩu mới của Páo");
    browser
        .done(right.set("lai", "mật khẩu mới của Páo"))
        .await
        .says("Đã đặt mật khẩu mới");
    assert_eq!(elsewhere.get("/xu-ly").await.status, StatusCode::SEE_OTHER);

    let mut browser = town.browser("pao").await;
    let mut elsewhere = town.browser("pao").await;
    let leave = browser
        .open("/tai-khoan")
        .await
        .form("/tai-khoan/dang-xuat-moi-noi");
    browser.done(leave).await.says("Đã đăng xuất khỏi mọi máy");
    assert_eq!(elsewhere.get("/xu-ly").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_foreign_page_cannot_act_in_somebodys_name() {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt as _;
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let request = Request::post(format!("{}/viec/tiep-nhan", at(&code)))
        .header("sec-fetch-site", "cross-site")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("seen=1"))
        .unwrap();
    let answer = web::router(town.app.clone())
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(town.dossier(&code).await.dossier.desk, town::unit(DESK));
}

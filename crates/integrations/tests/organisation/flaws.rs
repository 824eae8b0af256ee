//! Trees and successions that cannot be: each flaw on its line, and nothing taken.

use crate::may::{may, refused, sample, taken};
use domain::people::agency::Organisation;
use integrations::organisation_file::import;

#[test]
fn every_flaw_of_the_tree_is_named_on_its_line() {
    let cases = [
        (
            "duplicate.csv",
            3,
            "code",
            "Mã T có hai dòng cùng ngày bắt đầu",
        ),
        (
            "overlap.csv",
            3,
            "valid_from",
            "Mã T đã có đơn vị khác mang từ 01/01/2023",
        ),
        (
            "ends-early.csv",
            2,
            "valid_to",
            "kết thúc trước ngày bắt đầu",
        ),
        (
            "code.csv",
            2,
            "code",
            "Mã “T Mây” chỉ được có chữ cái không dấu",
        ),
        (
            "parent-unknown.csv",
            3,
            "parent_code",
            "Không có đơn vị nào mang mã U",
        ),
        (
            "parent-ended.csv",
            3,
            "parent_code",
            "không có ngày nào trùng",
        ),
        ("ring.csv", 2, "parent_code", "theo vòng tròn: X1, X2"),
        (
            "shared-agency-code.csv",
            3,
            "agency_code",
            "Mã định danh H99 đang dùng cho cả T và X1",
        ),
    ];
    for (name, line, field, says) in cases {
        let import = import(&Organisation::default(), name, &sample(name));
        let found = refused(&import);
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        assert_eq!((found[0].0, found[0].1), (Some(line), field), "{name}");
        assert!(found[0].2.contains(says), "{name}: {}", found[0].2);
    }
}

#[test]
fn every_flaw_of_a_succession_is_named_on_its_line() {
    let trees = taken(
        &taken(&Organisation::default(), "tree.csv"),
        "tree-later.csv",
    );
    let cases = [
        (
            "successor-of-nobody.csv",
            2,
            "old_code",
            "mang mã X9 trước ngày 01/07/2025",
        ),
        (
            "successor-unknown.csv",
            2,
            "new_code",
            "mang mã X9 vào ngày 01/07/2025 để tiếp nhận X1",
        ),
    ];
    for (name, line, field, says) in cases {
        let import = import(&trees, name, &sample(name));
        let found = refused(&import);
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        assert_eq!((found[0].0, found[0].1), (Some(line), field), "{name}");
        assert!(found[0].2.contains(says), "{name}: {}", found[0].2);
    }
    let ring = "old_code,new_code,effective_date\nX2-TT,X2,2025-08-01\nX2,X2-TT,2025-09-01\n";
    let import = import(&trees, "vòng.csv", ring.as_bytes());
    let found = refused(&import);
    assert_eq!(
        (found.len(), found[0].0, found[0].1),
        (2, Some(2), "new_code"),
        "{found:#?}"
    );
    assert!(
        found[0]
            .2
            .contains("tiếp nhận nhau theo vòng tròn: X2-TT, X2"),
        "{}",
        found[0].2
    );
    assert_eq!(
        found[1].0,
        Some(3),
        "X2-TT has ended when it should take over"
    );
}

#[test]
fn a_refused_file_leaves_the_organisation_as_it_was() {
    let before = may();
    for name in ["overlap.csv", "bad-cells.csv", "parent-unknown.csv"] {
        assert!(
            import(&before, name, &sample(name)).organisation.is_none(),
            "{name}"
        );
    }
    assert!(before.same_content(&may()));
}

//! Fees as the export writes them: one line a fee, with an amount, a unit and perhaps a remark.

use domain::money::Dong;
use domain::procedure::fee::{Amount, Fee, FeeKey, FeeKind};

use crate::reading::on_one_line;

/// One line that could not be turned into a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnclearFee {
    /// The line as it came.
    pub text: String,
    /// Why it is unclear.
    pub reason: &'static str,
}

/// Reads the fees of one row.
///
/// An empty text means that no fee is published. An unclear line is kept as a fee in words, so
/// that nobody takes it for free, and is listed to mend.
pub fn read_fees(text: &str) -> (Vec<Fee>, Vec<UnclearFee>) {
    let mut fees = Vec::new();
    let mut unclear = Vec::new();
    for line in text.lines().map(on_one_line) {
        // An attached file is no fee, and the file itself is not part of the export.
        if line.is_empty() || line.starts_with("File đính kèm") {
            continue;
        }
        let (kind, rest) = split_kind(&line);
        let (sum, remark) = split_remark(rest);
        let amount = match read_sum(sum) {
            Ok(sum) if kind.is_some() => Amount::Fixed(sum),
            Ok(_) => {
                let reason = "không ghi là phí hay lệ phí";
                unclear.push(UnclearFee {
                    text: line.clone(),
                    reason,
                });
                Amount::Words(rest.to_owned())
            }
            Err(reason) => {
                unclear.push(UnclearFee {
                    text: line.clone(),
                    reason,
                });
                Amount::Words(rest.to_owned())
            }
        };
        let kind = kind.unwrap_or(FeeKind::ServiceFee);
        fees.push(Fee {
            key: FeeKey(format!("khoan-{}", fees.len() + 1)),
            kind,
            name: if remark.is_empty() {
                usual_name(kind).to_owned()
            } else {
                remark.to_owned()
            },
            amount,
            per: "hồ sơ".to_owned(),
            exempt: Vec::new(),
            basis: String::new(),
        });
    }
    (fees, unclear)
}

fn usual_name(kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::ServiceFee => "Phí",
        FeeKind::StatutoryCharge => "Lệ phí",
    }
}

fn split_kind(line: &str) -> (Option<FeeKind>, &str) {
    let Some((word, rest)) = line.split_once(':') else {
        return (None, line);
    };
    match word.trim().to_lowercase().as_str() {
        "phí" => (Some(FeeKind::ServiceFee), rest.trim()),
        "lệ phí" => (Some(FeeKind::StatutoryCharge), rest.trim()),
        _ => (None, line),
    }
}

// `20.000 Đồng (mỗi giấy phép)`: the sum before the bracket, the remark inside.
fn split_remark(text: &str) -> (&str, &str) {
    match text.split_once('(') {
        Some((sum, remark)) => (sum.trim(), remark.trim().trim_end_matches(')').trim()),
        None => (text, ""),
    }
}

fn read_sum(text: &str) -> Result<Dong, &'static str> {
    let lower = text.to_lowercase();
    if lower.contains('%') {
        return Err("mức thu là phần trăm của một biểu khác");
    }
    if lower.contains("usd") {
        return Err("mức thu bằng đô la Mỹ");
    }
    let sum = lower.strip_suffix("đồng").unwrap_or(&lower).trim();
    match sum {
        "" => Err("chưa ghi mức thu"),
        "không" => Ok(Dong::ZERO),
        _ => sum.parse().map_err(|_| "mức thu không phải một số tiền"),
    }
}

#[cfg(test)]
mod tests {
    use domain::money::Dong;
    use domain::procedure::fee::{Amount, FeeKind};

    use super::read_fees;

    fn only(text: &str) -> (FeeKind, Amount, usize) {
        let (fees, unclear) = read_fees(text);
        assert_eq!(fees.len(), 1, "{text}");
        (fees[0].kind, fees[0].amount.clone(), unclear.len())
    }

    #[test]
    fn sums_in_dong_become_values() {
        let free = Amount::Fixed(Dong::ZERO);
        assert_eq!(only("Phí : 0 Đồng"), (FeeKind::ServiceFee, free.clone(), 0));
        assert_eq!(only("Phí : Không Đồng"), (FeeKind::ServiceFee, free, 0));
        let twenty = Amount::Fixed(Dong::new(20_000));
        assert_eq!(
            only("Lệ phí : 20.000 Đồng"),
            (FeeKind::StatutoryCharge, twenty.clone(), 0)
        );
        assert_eq!(
            only("Lệ phí : 20000 Đồng (mỗi lần)"),
            (FeeKind::StatutoryCharge, twenty, 0)
        );
    }

    #[test]
    fn an_unclear_sum_is_kept_in_words_and_listed() {
        for text in [
            "Phí :  Đồng",
            "Phí : o Đồng",
            "Lệ phí : 1.5 USD",
            "Phí : 1.\tMức thu bằng 50% mức thu của biểu kèm theo Đồng (theo thông tư)",
            "Lệ phí :   (theo thông tư)",
            "20.000 Đồng",
        ] {
            let (_, amount, unclear) = only(text);
            assert!(matches!(amount, Amount::Words(_)), "{text}");
            assert_eq!(unclear, 1, "{text}");
        }
    }

    #[test]
    fn every_line_is_a_fee_and_attached_files_are_none() {
        let (fees, unclear) = read_fees(
            "Phí : 2.000.000 Đồng (trên đất liền)\nPhí : 5.000.000 Đồng (trên biển)\n\
             File đính kèm: bieu-phi.pdf",
        );
        assert_eq!(unclear, []);
        let names: Vec<&str> = fees.iter().map(|fee| fee.name.as_str()).collect();
        assert_eq!(names, ["trên đất liền", "trên biển"]);
        assert_ne!(fees[0].key, fees[1].key);
    }

    #[test]
    fn nothing_published_is_no_fee() {
        assert_eq!(read_fees("").0, []);
    }
}

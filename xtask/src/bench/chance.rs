//! Chance from a seed, and invented people: the same number is always the same person.

/// Chance from a seed (xorshift).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds must not begin alike, and zero would stay zero.
        let mixed = (seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Self(mixed ^ (mixed >> 31) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % limit.max(1)
    }

    /// One of these; they must not be empty.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const FAMILIES: [&str; 14] = [
    "Nguyễn", "Trần", "Lò", "Giàng", "Vàng", "Lý", "Phạm", "Hoàng", "Tao", "Sùng", "Mùa", "Chẻo",
    "Tẩn", "Đèo",
];
const MIDDLES: [&str; 8] = ["Thị", "Văn", "A", "Minh", "Đức", "Thị Thu", "Quốc", "Ngọc"];
const GIVEN: [&str; 20] = [
    "Mai",
    "Hùng",
    "Phềnh",
    "Lan",
    "Sơn",
    "Hạnh",
    "Dũng",
    "Thảo",
    "Páo",
    "Xuân",
    "Yến",
    "Tuấn",
    "Chinh",
    "Loan",
    "Khánh",
    "Phượng",
    "Ngân",
    "Súa",
    "Huệ",
    "Thắng",
];
const VILLAGES: [&str; 8] = [
    "bản Nà Khằm",
    "bản Tả Lèng",
    "tổ 4",
    "bản Sin Câu",
    "thôn Đông Phong",
    "bản Hồng Thu",
    "bản Nậm Cung",
    "thôn Tân Bình",
];

/// Somebody who applies, invented.
pub struct Person {
    pub name: String,
    pub identity: String,
    /// Year of birth, which is all that is known.
    pub birth: String,
    /// `male` or `female`.
    pub sex: &'static str,
    pub phone: String,
    pub address: String,
}

impl Person {
    /// The person of this number.
    pub fn numbered(number: u64) -> Self {
        let mut chance = Chance::new(number);
        let year = 1945 + chance.below(55);
        let male = chance.below(2) == 0;
        Self {
            name: format!(
                "{} {} {}",
                chance.one(&FAMILIES),
                chance.one(&MIDDLES),
                chance.one(&GIVEN)
            ),
            // 012 is Lai Châu; the serial begins with 9, as no office has issued so many.
            identity: format!(
                "012{}{:02}9{:05}",
                u8::from(!male),
                year % 100,
                chance.below(100_000)
            ),
            birth: year.to_string(),
            sex: if male { "male" } else { "female" },
            phone: format!("0900{:06}", chance.below(1_000_000)),
            address: format!("{}, tỉnh Lai Châu", chance.one(&VILLAGES)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_the_same_every_time_and_agrees_with_their_number() {
        let person = Person::numbered(7);
        assert_eq!(person.identity, Person::numbered(7).identity);
        assert_ne!(person.identity, Person::numbered(8).identity);
        assert_eq!(person.identity.len(), 12);
        assert_eq!(person.identity[4..6], person.birth[2..4]);
        let woman = person.sex == "female";
        assert_eq!(&person.identity[3..4] == "1", woman);
    }

    #[test]
    fn chance_reaches_all_it_may() {
        let mut chance = Chance::new(1);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[chance.below(5)] = true;
        }
        assert_eq!(seen, [true; 5]);
    }
}

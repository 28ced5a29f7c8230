fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let cohort = match fireside::Cohort::from_json(&text) {
        Ok(c) => c,
        Err(e) => {
            for p in e.problems() {
                println!("{} | {}", p.code, p)
            }
            return;
        }
    };
    let t = std::time::Instant::now();
    let m = fireside::match_cohort(&cohort, &Default::default()).unwrap();
    eprintln!("match {:?}", t.elapsed());
    let t = std::time::Instant::now();
    m.verify(&cohort).unwrap();
    eprintln!("verify {:?}", t.elapsed());
    println!("{}", m.to_json());
    let again = fireside::Matching::from_json(&m.to_json()).unwrap();
    assert_eq!(again, m);
}

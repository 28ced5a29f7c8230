//! What one more person matched costs: of a cohort, and on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Count, CurvePoint, CurveSolution};
use fireside::{Control, CurveOptions, Error, coverage_curve_with};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matching::{Input, Source};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

/// A curve and its document, which is written where the curve was made: not on the event loop.
#[napi]
pub struct CoverageCurve {
    curve: fireside::CoverageCurve,
    json: String,
}

impl From<fireside::CoverageCurve> for CoverageCurve {
    fn from(curve: fireside::CoverageCurve) -> Self {
        CoverageCurve { json: curve.to_json(), curve }
    }
}

#[napi]
impl CoverageCurve {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::CoverageCurve::from_json(&text).map(CoverageCurve::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// Checks the curve against its cohort.
    #[napi]
    pub fn verify(&self, cohort: &Cohort) -> report::Result<()> {
        entry(|| self.curve.verify(&cohort.0))
    }
}

fn cohort_curve(source: Source, options: &str, control: &Control) -> Result<CoverageCurve, Error> {
    let mut input = serde_json::Deserializer::from_str(options);
    let options =
        CurveOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))??;
    coverage_curve_with(&source.cohort()?, &options, control).map(CoverageCurve::from)
}

/// The curve of a cohort, on a thread of its own.
#[napi]
pub fn start_cohort_curve(
    #[napi(ts_arg_type = "Cohort | Matcher | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: CoverageCurve | null) => void")]
    told: Function<'_, Told<CoverageCurve>, ()>,
) -> report::Result<Job> {
    let source = Source::from(input);
    start(&told, control(timeout_ms), watched, move |control| cohort_curve(source, &options, control))
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn cohort_curve_sync(
    #[napi(ts_arg_type = "Cohort | Matcher | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<CoverageCurve> {
    entry(|| cohort_curve(Source::from(input), &options, &control(timeout_ms)))
}

/// One point: its choice, its proof, and what is known up to the next.
#[napi(object)]
pub struct Bend {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// How many people, or seats, they reach.
    pub matched: f64,
    /// Their weights together.
    pub total: f64,
    /// No choice that reaches as many has a greater total.
    pub bound: f64,
    /// With so much for each one reached this choice is the best.
    pub bonus: f64,
    /// One a mentor.
    pub prices: Float64Array,
    /// Whether the curve is straight up to the next point.
    pub exact: bool,
    /// By how much it may be above the straight line.
    pub doubt: f64,
}

/// The curve on plain edges.
#[napi(object)]
pub struct Bends {
    /// Its points.
    pub points: Vec<Bend>,
    /// No choice reaches more.
    pub most: f64,
    /// The mentors who prove it.
    pub cover: Uint32Array,
    /// How good the answer is known to be.
    pub status: String,
}

/// The curve on plain edges, on a thread of its own.
#[napi]
pub fn start_coverage_curve(
    edges: Edges,
    count: String,
    points: f64,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Bends | null) => void")]
    told: Function<'_, Told<Bends>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| coverage_curve(copies, &count, points, control))
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn coverage_curve_sync(edges: Edges, count: String, points: f64, timeout_ms: Option<f64>) -> report::Result<Bends> {
    entry(|| coverage_curve(Copies::from(&edges), &count, points, &control(timeout_ms)))
}

fn coverage_curve(copies: Copies, count: &str, points: f64, control: &Control) -> Result<Bends, Error> {
    let (count, points) = (word::<Count>("count", count)?, whole("points", points)?);
    let solution = solve::coverage_curve(&Owned::try_from(copies)?.problem(), count, points, control)?;
    let bend = |point: CurvePoint| Bend {
        edges: point.edges.into(),
        matched: point.matched as f64,
        total: point.total as f64,
        bound: point.bound as f64,
        bonus: point.bonus as f64,
        prices: point.prices.iter().map(|&price| price as f64).collect::<Vec<_>>().into(),
        exact: point.exact,
        doubt: point.doubt as f64,
    };
    Ok(Bends {
        points: solution.points.into_iter().map(bend).collect(),
        most: solution.most as f64,
        cover: solution.cover.into(),
        status: solution.status.as_str().to_owned(),
    })
}

/// A point on its way back.
#[napi(object, object_to_js = false)]
pub struct BendClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many they reach.
    pub matched: f64,
    /// Their weights together.
    pub total: f64,
    /// What no choice that reaches as many exceeds.
    pub bound: f64,
    /// With so much for each one reached this choice is the best.
    pub bonus: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// Whether the curve is straight up to the next point.
    pub exact: bool,
    /// By how much it may be above the straight line.
    pub doubt: f64,
}

/// A curve on its way back.
#[napi(object, object_to_js = false)]
pub struct BendsClaim {
    /// Its points.
    pub points: Vec<BendClaim>,
    /// No choice reaches more.
    pub most: f64,
    /// The mentors who prove it.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub cover: Numbers,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&BendsClaim> for CurveSolution {
    type Error = Error;
    fn try_from(claim: &BendsClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let cover = Copied::from(&claim.cover).whole(&mut reader, "cover");
        let status = status(&mut reader, &claim.status);
        let count = |name, number| whole::<u32>(name, number).map(u64::from);
        let mut points = Vec::with_capacity(claim.points.len());
        for point in &claim.points {
            points.push(CurvePoint {
                edges: Copied::from(&point.edges).whole(&mut reader, "edges"),
                matched: count("matched", point.matched)?,
                total: whole("total", point.total)?,
                bound: whole("bound", point.bound)?,
                bonus: whole("bonus", point.bonus)?,
                prices: Copied::from(&point.prices).whole(&mut reader, "prices"),
                exact: point.exact,
                doubt: whole("doubt", point.doubt)?,
            });
        }
        reader.into_problems().into_result()?;
        Ok(CurveSolution { points, most: count("most", claim.most)?, cover, status })
    }
}

/// Checks a curve against its problem without solving it.
#[napi]
pub fn verify_coverage_curve(edges: Edges, count: String, claim: BendsClaim) -> report::Result<()> {
    entry(|| {
        let problem = Owned::try_from(Copies::from(&edges))?;
        solve::verify_coverage_curve(&problem.problem(), word("count", &count)?, &CurveSolution::try_from(&claim)?)
    })
}

//! What one more person matched costs: of a cohort, and on bare arrays.

use std::sync::Arc;

use fireside::read::Reader;
use fireside::solve::{self, Count, CurvePoint, CurveSolution};
use fireside::{CurveOptions, FieldCase, Status, coverage_curve_with};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

use crate::arrays::{bytes, whole_numbers};
use crate::assign::Arrays;
use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, argument, to_objects, utf8};

/// The curve of a cohort.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct CoverageCurve(Arc<fireside::CoverageCurve>);

#[pymethods]
impl CoverageCurve {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let curve = reader.read::<fireside::CoverageCurve, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let curve = read.and_then(|()| fireside::CoverageCurve::from_json(&curve.unwrap_or_default().to_json()));
            curve.map(CoverageCurve::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            let curve = py.detach(|| fireside::CoverageCurve::from_json(text));
            curve.map(CoverageCurve::from).map_err(|error| exception(&error))
        })
    }

    /// The document.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        enter(|| Ok(py.detach(|| self.0.to_json())))
    }

    /// The document as dicts and lists, or made of `records`.
    #[pyo3(signature = (records = None))]
    fn to_dict<'py>(&self, py: Python<'py>, records: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &*self.0, records))
    }

    /// Raises unless the document holds against `cohort`.
    fn verify(&self, py: Python<'_>, cohort: &Cohort) -> PyResult<()> {
        enter(|| {
            let (curve, cohort) = (Arc::clone(&self.0), cohort.0.clone());
            Hold::none().during(py, move |_| curve.verify(&cohort))
        })
    }
}

impl From<fireside::CoverageCurve> for CoverageCurve {
    fn from(curve: fireside::CoverageCurve) -> Self {
        CoverageCurve(Arc::new(curve))
    }
}

/// The curve of a cohort.
#[pyfunction]
pub(crate) fn cohort_curve<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<CoverageCurve> {
    enter(|| {
        let reading = Reading::default();
        let options = CurveOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
        let (options, hold) = (options.map_err(|error| exception(&error))?, Hold::new(timeout, progress, cancel)?);
        let cohort = cohort.0.clone();
        hold.during(py, move |control| coverage_curve_with(&cohort, &options, control)).map(CoverageCurve::from)
    })
}

/// The curve on bare arrays; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn coverage_curve<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    chosen: (Bound<'py, PyAny>, Bound<'py, PyAny>),
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let (count, points) = chosen;
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let count = argument::<Count>(&mut reader, "count", &count)?.unwrap_or_default();
        let points = argument::<u32>(&mut reader, "points", &points)?.unwrap_or_default();
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solve =
            move |control: &fireside::Control| solve::coverage_curve(&problem.problem(), count, points, control);
        let solution = hold.during(py, solve)?;
        let points = PyList::empty(py);
        for point in &solution.points {
            let fields = PyDict::new(py);
            fields.set_item("edges", bytes(py, &point.edges, |edge| edge.to_ne_bytes()))?;
            fields.set_item("matched", point.matched)?;
            fields.set_item("total", point.total)?;
            fields.set_item("bound", point.bound)?;
            fields.set_item("bonus", point.bonus)?;
            fields.set_item("prices", bytes(py, &point.prices, |price| price.to_ne_bytes()))?;
            fields.set_item("exact", point.exact)?;
            fields.set_item("doubt", point.doubt)?;
            points.append(fields)?;
        }
        let answer = PyDict::new(py);
        answer.set_item("points", points)?;
        answer.set_item("most", solution.most)?;
        answer.set_item("cover", bytes(py, &solution.cover, |mentor| mentor.to_ne_bytes()))?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` is the curve of the problem.
#[pyfunction]
pub(crate) fn verify_coverage_curve<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    count: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let count = argument::<Count>(&mut reader, "count", count)?.unwrap_or_default();
        let mut points = Vec::new();
        for point in solution.getattr("points")?.try_iter()? {
            points.push(claimed(&mut reader, &point?)?);
        }
        let solution = CurveSolution {
            points,
            most: argument(&mut reader, "most", &solution.getattr("most")?)?.unwrap_or_default(),
            cover: whole_numbers(&mut reader, "cover", &solution.getattr("cover")?)?.to_vec(),
            status: argument::<Status>(&mut reader, "status", &solution.getattr("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_coverage_curve(&problem.problem(), count, &solution))
    })
}

fn claimed(reader: &mut Reader, point: &Bound<'_, PyAny>) -> PyResult<CurvePoint> {
    let field = |name: &'static str| point.getattr(name);
    let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
    Ok(CurvePoint {
        edges: whole_numbers(reader, "edges", &field("edges")?)?.to_vec(),
        matched: argument(reader, "matched", &field("matched")?)?.unwrap_or_default(),
        total: number(reader, "total")?.unwrap_or_default(),
        bound: number(reader, "bound")?.unwrap_or_default(),
        bonus: number(reader, "bonus")?.unwrap_or_default(),
        prices: whole_numbers(reader, "prices", &field("prices")?)?.to_vec(),
        exact: argument(reader, "exact", &field("exact")?)?.unwrap_or_default(),
        doubt: number(reader, "doubt")?.unwrap_or_default(),
    })
}

using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Writes the rows and the runs of one part to its two files; rows wait in columns until a row group is full.</summary>
sealed class DatasetSink<TState, TParameters> : IPartSink<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    readonly DatasetWriter<TState, TParameters> _dataset;
    readonly PlannedPart _part;
    readonly DatasetFile? _rowsFile;
    readonly RowColumn[] _columns;
    readonly List<RunResult<TParameters>> _runs = [];
    int _rows, _committed, _runStart;
    long _written;
    TParameters? _parameters;

    public DatasetSink(DatasetWriter<TState, TParameters> dataset, PlannedPart part)
    {
        (_dataset, _part) = (dataset, part);
        _columns = dataset.RentColumns();
        if (dataset.Plan.Record.AnyRows)
            _rowsFile = dataset.Open(DatasetLayout.Trajectories, part.Number, dataset.Rows.Columns);
    }

    public void StartRun(RunId id) => (_runStart, _committed, _parameters) = (_rows, _rows, null);

    public void Row(Step<TState, TParameters> step, int substep)
    {
        if (_rows == _dataset.RowsPerGroup)
            Flush();
        _parameters = step.Parameters;
        _columns[0].Ints[_rows] = step.Simulation;
        _columns[1].Ints[_rows] = step.Subset;
        _columns[2].Ints[_rows] = step.Run;
        _columns[3].Ints[_rows] = substep;
        _columns[4].Ints[_rows] = step.Timestep;
        _dataset.Rows.Store(step, _columns, _rows);
        _rows++;
    }

    public void CommitTimestep()
    {
        _committed = _rows;
        // A timestep that may yet fail must fit whole.
        if (_rows + _dataset.RowsPerTimestep > _dataset.RowsPerGroup)
            Flush();
    }

    public void Rollback() => _rows = _committed;

    public void EndRun(RunResult<TParameters> result)
    {
        FillSwept();
        _runs.Add(result);
    }

    public void Complete()
    {
        Flush();
        _rowsFile?.Complete();
        _dataset.WriteFailures(_part.Number, [.. _runs.Select(run => run.Failure).OfType<RunFailure>()]);
        // The runs come last: a part is complete when they are there.
        _dataset.WriteRuns(_part.Number, _runs, _written);
    }

    public void Dispose()
    {
        _rowsFile?.Dispose();
        _dataset.ReturnColumns(_columns);
    }

    void Flush()
    {
        FillSwept();
        if (_rows > 0)
            _rowsFile?.WriteRows(_columns, _rows);
        _written += _rows;
        (_rows, _committed, _runStart) = (0, 0, 0);
    }

    /// <summary>Swept parameters are the same in all rows of a run.</summary>
    void FillSwept()
    {
        if (_parameters is not null)
        {
            for (var place = 0; place < _dataset.Plan.Swept.Count; place++)
                _columns[_dataset.Rows.FirstSwept + place].Fill(_runStart, _rows - _runStart, _dataset.Plan.Swept[place].Get(_parameters));
        }

        _runStart = _rows;
    }
}

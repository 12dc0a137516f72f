using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim.Time;
using PveLab.Tui.Manager.Dialogs;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>A path that the manager wants answered.</summary>
/// <param name="Path">The path with its parameters.</param>
/// <param name="Look">
/// What the learner is shown of it, in short, when having looked at it counts: as soon as this becomes another, the path is asked as an input
/// of the attempt too. Null when it does not count, or nothing has been shown yet.
/// </param>
public sealed record Want(string Path, string? Look = null);

/// <summary>What the API answered to the manager.</summary>
/// <param name="Answers">The answers by path.</param>
/// <param name="Zone">The zone of the cluster.</param>
/// <param name="Now">Virtual time, Unix seconds.</param>
/// <param name="WebNode">The node that answered.</param>
public sealed record ManagerReading(ImmutableSortedDictionary<string, ApiAnswer> Answers, Zone Zone, long Now, string WebNode);

/// <summary>What the manager wants to know for what it shows: no more than is in sight.</summary>
public static class ManagerReads
{
    /// <summary>The path behind the tree.</summary>
    public const string Resources = "/cluster/resources";

    /// <summary>The path of the pools in the tree.</summary>
    public const string Pools = "/pools";

    /// <summary>The path behind the task list.</summary>
    public const string Tasks = "/cluster/tasks";

    /// <summary>The path behind the cluster log.</summary>
    public const string ClusterLog = "/cluster/log";

    /// <summary>Lines of a log read at once.</summary>
    public const int LogLines = 1000;

    private const int Window = 600;
    private const int WindowStep = 200;

    /// <summary>Everything that is wanted.</summary>
    public static IReadOnlyList<Want> Of(ManagerModel model)
    {
        var wants = new List<Want> { new(Resources), new(Pools), new(model.ShowsClusterLog ? ClusterLog : Tasks) };
        foreach (var path in PagePaths(model)) wants.Add(new Want(path, model.Page.IsLook && model.Modal is null ? Shown(model.Answers.GetValueOrDefault(path)) : null));
        switch (model.Modal)
        {
            case ManagerModal.Task task:
                wants.Add(new Want(task.Path + "/status"));
                // The list tells when it ended, also while the cluster's log is shown in its place.
                if (model.ShowsClusterLog) wants.Add(new Want(Tasks));
                wants.Add(new Want(LogPath(task), task.Status));
                break;
            case ManagerModal.Show show: wants.Add(new Want(show.Path)); break;
            case ManagerModal.Opening opening: wants.AddRange(DialogCatalogue.Needs(opening.Id, opening.Context).Select(path => new Want(path))); break;
            case ManagerModal.Form form: wants.AddRange(form.Reads.Select(path => new Want(path))); break;
        }
        return wants;
    }

    /// <summary>The paths of the page, of one with very many rows the window around the chosen one.</summary>
    public static IReadOnlyList<string> PagePaths(ManagerModel model)
    {
        var paths = model.Page.Reads(model.Context);
        if (!model.Page.IsWindow) return paths;
        return [string.Create(CultureInfo.InvariantCulture, $"{paths[0]}&start={WindowStart(model)}&limit={Window}"), .. paths.Skip(1)];
    }

    /// <summary>The rows of the page.</summary>
    public static TableRows Rows(ManagerModel model)
    {
        var context = model.Context with { Paths = PagePaths(model) };
        if (context.Paths.Any(path => !model.Answers.ContainsKey(path))) return TableRows.None;
        var rows = model.Page.Rows(context);
        if (!model.Page.IsWindow) return new TableRows(Ordered(model, rows), 0, rows.Count);
        var start = WindowStart(model);
        return new TableRows(rows, start, start + rows.Count + (rows.Count == Window ? 1 : 0));
    }

    /// <summary>The path that goes on reading a task's log.</summary>
    public static string LogPath(ManagerModal.Task task) => string.Create(CultureInfo.InvariantCulture, $"{task.Path}/log?start={task.Lines.Count}&limit={LogLines}");

    private static int WindowStart(ManagerModel model) => Math.Max(0, (model.Table.Index / WindowStep - 1) * WindowStep);

    /// <summary>In short what a list shows: how many entries, and the newest.</summary>
    private static string? Shown(ApiAnswer? answer) => answer?.Value is not JsonArray rows ? null
        : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} {rows.OfType<JsonObject>().Select(r => Cells.Text(r, "volid")).Max(StringComparer.Ordinal)}");

    private static IReadOnlyList<JsonObject> Ordered(ManagerModel model, IReadOnlyList<JsonObject> rows)
    {
        var table = model.Table;
        if (table.Order < 0 || table.Order >= model.Page.Columns.Count || model.Page.IsDetail) return rows;
        var column = model.Page.Columns[table.Order];
        var keyed = rows.Select(row => (row, Number: row[column.Field] is JsonValue value && value.TryGetValue<double>(out var number) ? number : 0,
            Text: column.Render(row, column.Field, model.Cells).Text));
        var ordered = keyed.OrderBy(k => k.Number).ThenBy(k => k.Text, StringComparer.Ordinal).Select(k => k.row);
        return table.Descending ? [.. ordered.Reverse()] : [.. ordered];
    }
}

using PveLab.Tui.Views;

namespace PveLab.Tui.Lab;

/// <summary>A rectangle of cells.</summary>
public readonly record struct Area(int Left, int Top, int Width, int Height)
{
    /// <summary>Whether a cell lies in it.</summary>
    public bool Contains(int column, int row) => column >= Left && column < Left + Width && row >= Top && row < Top + Height;
}

/// <summary>Where the parts of the screen are, for its size: a header row, a title row, the two panes, the criteria and the key bar.</summary>
/// <param name="Lesson">Text area of the lesson; empty when the shell is zoomed.</param>
/// <param name="Shell">Text area of the shell; empty when the lesson is zoomed.</param>
/// <param name="Divider">Column of the line between the panes, -1 when there is none.</param>
/// <param name="Criteria">The criteria below the panes, without their title row.</param>
/// <param name="Coach">What the coach says, above the criteria; without rows when it is silent.</param>
public sealed record LabLayout(Area Lesson, Area Shell, int Divider, Area Criteria, Area Coach)
{
    private const int Header = 1, Title = 1, KeyBar = 1;
    private const int NarrowestPane = 24;

    /// <summary>The places for a model.</summary>
    public static LabLayout Of(LabModel model)
    {
        // A terminal that is too small shows a sentence instead: the panes behind it are laid out for the smallest one that would do.
        model = model with { Width = Math.Max(model.Width, LabModel.MinWidth), Height = Math.Max(model.Height, LabModel.MinHeight) };
        var (criteriaRows, coachRows) = (CriteriaRows(model), CoachView.Rows(model));
        var top = Header + Title;
        var height = Math.Max(1, model.Height - top - KeyBar - Title - criteriaRows - coachRows);
        var coach = new Area(0, top + height, model.Width, coachRows);
        var criteria = new Area(0, top + height + coachRows + Title, model.Width, criteriaRows);
        if (model.Zoomed)
        {
            var whole = new Area(0, top, model.Width, height);
            return model.Focus == Pane.Lesson ? new(whole, default, -1, criteria, coach) : new(default, whole, -1, criteria, coach);
        }
        var divider = Math.Clamp(LessonShare(model.Width) + model.DividerShift, NarrowestPane, model.Width - NarrowestPane - 1);
        return new(
            new Area(0, top, divider, height),
            new Area(divider + 1, top, model.Width - divider - 1, height),
            divider,
            criteria,
            coach);
    }

    /// <summary>The shell gets more than half: real tables are wide. A lesson line longer than 72 columns would be hard to read.</summary>
    private static int LessonShare(int width) => Math.Min(width * 42 / 100, 74);

    private static int CriteriaRows(LabModel model)
    {
        var count = model.Attempt.Criteria.Count;
        if (count == 0) return 0;
        var columns = Math.Max(1, model.Width / 40);
        var wanted = (count + columns - 1) / columns;
        return Math.Clamp(wanted, 1, Math.Max(2, (model.Height - 12) / 4));
    }
}

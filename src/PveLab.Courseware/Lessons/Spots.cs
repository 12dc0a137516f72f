namespace PveLab.Courseware.Lessons;

/// <summary>Something on a line that can be activated.</summary>
/// <param name="Line">The line of the layout.</param>
/// <param name="Link">Which of the line's links; -1 for the action of the line itself.</param>
public readonly record struct Spot(int Line, int Link);

/// <summary>The places of a laid-out lesson that can be activated, as the Tab key goes through them.</summary>
public static class Spots
{
    /// <summary>Links, terms, commands, options, hints, tasks and scenarios from top to bottom; what is wrapped over several lines counts once.</summary>
    public static IReadOnlyList<Spot> Of(IReadOnlyList<LessonLine> lines)
    {
        var spots = new List<Spot>();
        for (int i = 0; i < lines.Count; i++)
        {
            LessonLine line = lines[i];
            if (line.Action is not null && (i == 0 || !ReferenceEquals(line.Action, lines[i - 1].Action)) && !IsSameCommand(lines, i)) spots.Add(new Spot(i, -1));
            for (int link = 0; link < line.Links.Count; link++)
                if (link > 0 || !Continues(lines, i)) spots.Add(new Spot(i, link));
        }
        return spots;
    }

    /// <summary>Whether the first link of a line is the rest of the last one of the line above.</summary>
    private static bool Continues(IReadOnlyList<LessonLine> lines, int i) =>
        i > 0 && lines[i].Join != LineJoin.None && lines[i - 1].Links is [.., var above] && above.Target == lines[i].Links[0].Target;

    /// <summary>Lines that a backslash joins are one command.</summary>
    private static bool IsSameCommand(IReadOnlyList<LessonLine> lines, int i) =>
        i > 0 && lines[i].Action is LessonAction.Send { Command: var command } && ReferenceEquals(command, lines[i - 1].Command) && ReferenceEquals(lines[i].Block, lines[i - 1].Block);
}

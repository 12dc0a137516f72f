using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Tui.Lab;

/// <summary>A scenario that can be opened.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title in both languages.</param>
public sealed record Exercise(string Id, LocalText Title)
{
    /// <summary>The scenarios that come with the program, in the order of the course. One that cannot be read is left out: <c>pvelab scenarios</c> tells why.</summary>
    public static IReadOnlyList<Exercise> Shipped()
    {
        var library = ScenarioLibrary.Shipped;
        return [.. LessonLibrary.Shipped.ScenariosInOrder(library).Select(id => Read(library, id)).OfType<Exercise>()];
    }

    private static Exercise? Read(ScenarioLibrary library, string id)
    {
        try
        {
            return new Exercise(id, library.FindById(id).Variant(0).Scenario.Title);
        }
        catch (ContentException)
        {
            return null;
        }
    }
}

using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Scenarios;

public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Names() => new([.. ScenarioLibrary.Shipped.ScenarioIds, .. ScenarioLibrary.Shipped.WorldIds]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_scenario_and_world_can_be_read(string name) => Assert.Equal(name, ScenarioLibrary.Shipped.Find(name).Variant(0).Scenario.Id);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_to_read_again_stands_in_a_chapter_of_both_languages(string name) =>
        Assert.All(ScenarioLibrary.Shipped.Find(name).Variant(0).Scenario.Criteria.Select(c => c.ReadAgain).OfType<string>(), place =>
            Assert.All(["ja", "en"], language => Assert.NotNull(LessonLibrary.Shipped.Place(place, language))));

    [Fact]
    public void The_restore_test_requires_the_chapters_success_criteria_and_is_worth_100_points()
    {
        var scenario = ScenarioLibrary.Shipped.Find("ch08-restore-test").Variant(0).Scenario;
        Assert.Equal(["restore-ok", "restored-runs", "restored-login", "restored-ping"], scenario.Criteria.Where(c => c.Required).Select(c => c.Id));
        Assert.Equal(100, scenario.Criteria.Sum(c => c.Points));
    }
}

using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Scenarios;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("gusts", "gutss", 1)]
    public void Distance_counts_edits_and_swaps(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestNames.Distance(left, right));
        Assert.Equal(distance, NearestNames.Distance(right, left));
    }

    [Fact]
    public void Advice_names_the_nearest_and_otherwise_all()
    {
        string[] known = ["single-node", "ch08-restore-test"];
        Assert.Equal("did you mean 'ch08-restore-test'?", NearestNames.Advice("ch08-restor-tset", known));
        Assert.Equal("known are ch08-restore-test, single-node", NearestNames.Advice("zzzzzzzzzzzz", known));
    }
}

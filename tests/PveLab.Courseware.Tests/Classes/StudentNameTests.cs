using PveLab.Courseware.Classes;

namespace PveLab.Courseware.Tests.Classes;

public sealed class StudentNameTests
{
    [Theory]
    [InlineData("alice/20260401-ch08.jsonl", "alice")]
    [InlineData("alice/attempts/bob_x.jsonl", "alice")]
    [InlineData("alice_ch08-restore-test.jsonl", "alice")]
    [InlineData("20260401T000000000Z-ch08-restore-test.jsonl", "20260401T000000000Z-ch08-restore-test")]
    [InlineData("Aoki Mei_1234567_assignsubmission_file_/x.jsonl", "Aoki Mei")]
    [InlineData("佐藤 花子/x.pvelab", "佐藤 花子")]
    [InlineData("_.jsonl", "_")]
    [InlineData("../../etc/passwd", "etc")]
    [InlineData("\u001B[31mred\u0007/x.jsonl", "[31mred")]
    [InlineData("a\nb/x.jsonl", "a b")]
    [InlineData("", "?")]
    public void In_a_folder_the_first_folder_below_names_the_student(string path, string name) => Assert.Equal(name, StudentName.Of(path, inFolder: true));

    [Theory]
    [InlineData("/home/teacher/class/alice/x.jsonl", "alice")]
    [InlineData("/home/teacher/class/alice_x.jsonl", "alice")]
    [InlineData("x.jsonl", "x")]
    public void Of_a_file_named_by_itself_its_own_name_comes_first(string path, string name) => Assert.Equal(name, StudentName.Of(path, inFolder: false));

    [Fact]
    public void A_long_name_is_cut_between_letters()
    {
        var name = StudentName.Of(string.Concat(Enumerable.Repeat("a😀", 200)) + "/x.jsonl", inFolder: true);
        Assert.InRange(name.Length, 79, 82);
        Assert.Equal(name, new string(name.EnumerateRunes().SelectMany(r => r.ToString()).ToArray()));
    }
}

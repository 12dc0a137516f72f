using CsCheck;
using PveLab.Sim.Files;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Cluster;

public sealed class TextPageTests
{
    private static readonly string[] Pieces = ["", "a", "行", "\n", "\n\n", "line of some length\n"];

    [Fact]
    public void A_page_is_what_the_whole_text_has_there_whether_it_was_written_at_once_or_grew() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).List[0, 12], Gen.Int[0, 8], Gen.Int[0, 8]).Holds((pieces, start, most) =>
        {
            var files = BackupLab.Build().Node("pve1").Files;
            files.WriteText("/root/whole", string.Concat(pieces));
            files.WriteText("/root/grown", "");
            foreach (var piece in pieces) files.WriteText("/root/grown", piece, append: true);
            var expected = string.Concat(pieces).TrimEnd('\n').Split('\n').Skip(start).Take(most);
            Assert.Equal(expected, ((TextFile)files.Get("/root/whole")).Page(start, most));
            Assert.Equal(expected, ((TextFile)files.Get("/root/grown")).Page(start, most));
        }, cases: 50);
}

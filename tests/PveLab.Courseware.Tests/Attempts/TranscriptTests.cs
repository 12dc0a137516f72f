using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class TranscriptTests
{
    [Fact]
    public void Lines_keys_and_directives_are_told_apart()
    {
        var transcript = Transcript.Parse("f", "#! fails: a b\n#! note: why\n# comment\nls\n<Ctrl+C><Ctrl+O>\n#! wait 2m\n#! hint 1\n\necho <Tab>\n");
        Assert.Equal(["a", "b"], transcript.Fails.ToArray());
        Assert.Collection(transcript.Lines,
            l => Assert.Equal(new TranscriptLine.Typed(3, "# comment"), l),
            l => Assert.Equal(new TranscriptLine.Typed(4, "ls"), l),
            l => Assert.Equal(["Ctrl+C", "Ctrl+O"], Assert.IsType<TranscriptLine.Keys>(l).Names.ToArray()),
            l => Assert.Equal(new TranscriptLine.Wait(6, TimeSpan.FromMinutes(2)), l),
            l => Assert.Equal(new TranscriptLine.Hint(7, 0), l),
            l => Assert.Equal(new TranscriptLine.Typed(8, ""), l),
            l => Assert.Equal(new TranscriptLine.Typed(9, "echo <Tab>"), l));
    }

    [Theory]
    [InlineData("#! wiat 5s", "f:1:1: no directive is called 'wiat'; did you mean 'wait'?")]
    [InlineData("#! wait soon", "f:1:9: 'soon' is no time; write for example 60s, 10m, 2h or 1d")]
    [InlineData("#! wait 99999d", "f:1:9: '99999d' is no time; write for example 60s, 10m, 2h or 1d")]
    [InlineData("#! hint 0", "f:1:9: '0' is no number of a hint; the first is 1")]
    [InlineData("ls\n<Crtl+C>", "f:2:1: no key is called 'Crtl+C'; did you mean 'Ctrl+C'?")]
    public void Mistakes_are_named_where_they_stand(string text, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<ContentException>(() => Transcript.Parse("f", text)).Message);

    [Theory]
    [InlineData("<Ctrl+O> <Enter>", null)]
    [InlineData("<Ctrl+O><Space><Enter>", "Ctrl+O| |Enter")]
    [InlineData(" <Ctrl+C> ", "Ctrl+C")]
    [InlineData("#! x", null)]
    [InlineData("#! wait never", null)]
    [InlineData("<Foo>", null)]
    [InlineData("<Ctrl+C><Foo>", null)]
    [InlineData("a\nb", null)]
    [InlineData("", null)]
    public void A_line_typed_by_a_person_is_keys_or_an_ordinary_line(string line, string? keys) =>
        Assert.Equal(keys, Transcript.TryKeys(line) is { } names ? string.Join('|', names) : null);

    [Fact]
    public void An_endless_transcript_is_refused() =>
        Assert.Equal("f:10001: more than 10000 lines", Assert.Throws<ContentException>(() => Transcript.Parse("f", new string('\n', 20_000))).Message);

    [Fact]
    public void An_endless_stream_is_left_at_its_bound()
    {
        using var endless = new Endless();
        Assert.Equal("-: larger than 1024 KiB", Assert.Throws<ContentException>(() => TextContent.Read(endless, "-", 1 << 20)).Message);
        Assert.InRange(endless.Given, 1 << 20, (1 << 20) + (64 << 10));
    }

    [Theory]
    [InlineData("a\0b", "-:1:2: a control character (U+0000) may not stand in a text")]
    [InlineData("ok\n\u001b[2J", "-:2:1: a control character (U+001B) may not stand in a text")]
    public void Binary_input_is_refused(string text, string complaint)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(complaint, Assert.Throws<ContentException>(() => TextContent.Read(stream, "-", 1000)).Message);
    }

    private sealed class Endless : Stream
    {
        public int Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'y', offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

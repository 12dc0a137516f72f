using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Api.Tests.Schema;

public class TextTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("0.5", "0.5")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.1234567890123456", "0.123456789012346")]
    [InlineData("1e20", "1e+20")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("123456789012345678", "123456789012345678")]
    public void Numbers_print_as_in_Perl(string json, string text) => Assert.Equal(text, PerlText.OfNumber(json));

    [Fact]
    public void JSON_is_canonical_and_pretty_JSON_has_three_blanks()
    {
        JsonObject value = new() { ["b"] = new JsonArray(1, "x\"\n"), ["a"] = new JsonObject(), ["c"] = true };
        Assert.Equal("""{"a":{},"b":[1,"x\"\n"],"c":true}""", JsonText.Compact(value));
        Assert.Equal("{\n   \"a\" : {},\n   \"b\" : [\n      1,\n      \"x\\\"\\n\"\n   ],\n   \"c\" : true\n}\n", JsonText.Pretty(value));
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("100", "'100'")]
    [InlineData("true", "'true'")]
    [InlineData("yes", "yes")]
    [InlineData("it's", "it's")]
    [InlineData("'quoted'", "'''quoted'''")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a:b", "a:b")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("- x", "'- x'")]
    [InlineData("-x", "-x")]
    [InlineData(" x", "' x'")]
    [InlineData("tab\there", "\"tab\\there\"")]
    [InlineData("two\nlines", "\"two\\nlines\"")]
    [InlineData("日本語", "日本語")]
    public void YAML_quotes_a_text_only_when_it_must(string text, string written) =>
        Assert.Equal($"---\nk: {written}\n", YamlText.Document(new JsonObject { ["k"] = text }));

    [Fact]
    public void YAML_writes_long_texts_of_several_lines_literally() => Assert.Equal(
        "---\nk: |-\n  a first line that is long\n  a second line\n",
        YamlText.Document(new JsonObject { ["k"] = "a first line that is long\na second line" }));

    [Fact]
    public void YAML_folds_a_line_at_the_first_blank_behind_column_80()
    {
        string words = string.Join(' ', Enumerable.Repeat("fourteen-chars", 7));
        Assert.Equal($"---\nk: {words[..89]}\n  {words[90..]}\n", YamlText.Document(new JsonObject { ["k"] = words }));
    }

    [Fact]
    public void YAML_does_not_indent_lists_in_mappings()
    {
        JsonNode value = JsonNode.Parse("""{"list":[{"a":1,"b":[]},[1,2],null],"map":{"x":{}}}""")!;
        Assert.Equal("---\nlist:\n- a: 1\n  b: []\n- - 1\n  - 2\n- ~\nmap:\n  x: {}\n", YamlText.Document(value));
    }
}

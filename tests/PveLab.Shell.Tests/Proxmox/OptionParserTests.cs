using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Shell.Proxmox;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tests.Proxmox;

public class OptionParserTests
{
    private static readonly PveCommandCatalogue Commands = new(ApiCatalogue.Tree);

    private static string Parse(string command, params string[] arguments) =>
        JsonText.Compact(OptionParser.Parse(Commands.Bindings[command], arguments, "pve1").Parameters);

    private static string Refusal(string command, params string[] arguments) =>
        ErrorText.Of(Assert.Throws<ParameterException>(() => Parse(command, arguments)));

    [Theory]
    [InlineData("--storage", "nas")]
    [InlineData("-storage", "nas")]
    [InlineData("--storage=nas")]
    [InlineData("-storage=nas")]
    [InlineData("--STORAGE", "nas")]
    [InlineData("--stora", "nas")]
    public void An_option_has_one_dash_or_two_any_case_and_a_unique_beginning(params string[] option) =>
        Assert.Equal("""{"storage":"nas","vmid":"100"}""", Parse("vzdump", ["100", .. option]));

    [Fact]
    public void An_ambiguous_beginning_lists_what_it_could_be() => Assert.Equal(
        "Option no is ambiguous (node, notes-template, notification-mode)\n400 unable to parse option\nvzdump {<vmid>} [OPTIONS]\n",
        Refusal("vzdump", "--no", "x"));

    [Fact]
    public void All_arguments_of_a_list_are_joined() => Assert.Equal("""{"vmid":"100,101"}""", Parse("vzdump", "100", "101"));

    [Fact]
    public void A_repeated_list_option_is_joined_and_a_repeated_text_takes_the_last()
    {
        Assert.Equal("""{"exclude":"100,101"}""", Parse("vzdump", "--exclude", "100", "--exclude=101"));
        Assert.Equal("""{"mode":"stop"}""", Parse("vzdump", "--mode", "snapshot", "--mode", "stop"));
        Assert.Equal("""{"exclude-path":["/a","/b"]}""", Parse("vzdump", "--exclude-path", "/a", "--exclude-path", "/b"));
    }

    [Fact]
    public void A_switch_takes_the_next_word_unless_it_looks_like_an_option()
    {
        Assert.Equal("""{"all":"1","quiet":"1"}""", Parse("vzdump", "--all", "--quiet"));
        Assert.Equal("""{"all":"0"}""", Parse("vzdump", "--all", "no"));
        Assert.Equal("400 unable to parse boolean option\nvzdump {<vmid>} [OPTIONS]\n", Refusal("vzdump", "--all", "100"));
    }

    [Fact]
    public void A_value_that_must_be_there_is_taken_whatever_it_looks_like() =>
        Assert.Equal("""{"bwlimit":"-1"}""", Parse("vzdump", "--bwlimit", "-1"));

    [Theory]
    [InlineData("--storage")]
    [InlineData("--storage=")]
    public void A_missing_value_is_named(string option) => Assert.Equal(
        "Option storage requires an argument\n400 unable to parse option\nvzdump {<vmid>} [OPTIONS]\n", Refusal("vzdump", "100", option));

    [Fact]
    public void Every_unknown_option_is_named_before_the_error() => Assert.Equal(
        "Unknown option: foo\nUnknown option: bar\n400 unable to parse option\npvesm remove <storage>\n",
        Refusal("pvesm remove", "--foo", "x", "-BAR=1"));

    [Fact]
    public void Two_dashes_end_the_options() => Assert.Equal("""{"vmid":"--all"}""", Parse("vzdump", "--", "--all"));

    [Fact]
    public void Positions_are_filled_in_order_and_counted()
    {
        Assert.Equal("""{"archive":"a","vmid":"105"}""", Parse("qmrestore", "a", "--archive", "x", "105"));
        Assert.Equal("400 not enough arguments\nqmrestore <archive> <vmid> [OPTIONS]\n", Refusal("qmrestore", "a"));
        Assert.Equal("400 too many arguments\nqmrestore <archive> <vmid> [OPTIONS]\n", Refusal("qmrestore", "a", "105", "x"));
    }

    [Fact]
    public void Fixed_parameters_are_no_options_and_are_filled_in()
    {
        Assert.Equal("""{"node":"pve1","vmid":"100"}""", Parse("qm start", "100"));
        Assert.StartsWith("Unknown option: node\n", Refusal("qm start", "100", "--node", "pve2"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_may_be_given_without_value_to_be_asked_for() =>
        Assert.Equal("""{"password":"","storage":"s1","type":"cifs"}""", Parse("pvesm add", "cifs", "s1", "--password"));

    [Fact]
    public void Extra_arguments_take_what_is_left()
    {
        ObjectSchema schema = SchemaOf.Object(("vmid", StandardOptions.Vmid), ("extra-args", StandardOptions.ExtraArgs));
        JsonObject given = OptionParser.Parse(schema, ["100", "--", "ls", "-l"], ["vmid", "extra-args"]);
        Assert.Equal("""{"extra-args":["ls","-l"],"vmid":"100"}""", JsonText.Compact(given));
    }

    [Fact]
    public void A_failed_check_shows_the_usage_of_the_command()
    {
        CommandBinding binding = Commands.Bindings["qmrestore"];
        ParsedCommand parsed = OptionParser.Parse(binding, ["x", "50"], "pve1");
        ParameterException refusal = Assert.Throws<ParameterException>(() => binding.Invoke(parsed, new Datacenter(new Instant(0), Zone.Utc, 0), "pve1"));
        Assert.Equal(
            "400 Parameter verification failed.\nvmid: invalid format - value does not look like a valid VM ID\n\nqmrestore <archive> <vmid> [OPTIONS]\n",
            ErrorText.Of(refusal));
    }
}

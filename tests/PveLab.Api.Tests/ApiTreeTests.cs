using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Tests;

public class ApiTreeTests
{
    private static readonly ApiTree Tree = new(
    [
        Method(Verb.Get, "/version", ObjectSchema.Empty),
        Method(Verb.Get, "/nodes/{node}/qemu/{vmid}/config", Object(("node", StandardOptions.Node), ("vmid", StandardOptions.Vmid))),
        Method(Verb.Get, "/nodes/{node}/tasks", Object(("node", StandardOptions.Node), ("exclude", Optional(Formatted("pve-vmid-list"))))),
    ]);

    private static ApiMethod Method(Verb verb, string path, ObjectSchema parameters) => new()
    {
        Verb = verb,
        Path = path,
        Description = path,
        Parameters = parameters,
        NotSimulated = ApiMethod.Names("exclude"),
        Handler = call => JsonText.Compact(call.Parameters),
    };

    private static ApiCall Call(JsonObject? parameters = null) => new() { Datacenter = new Datacenter(new Instant(0), Zone.Utc, 0), LocalNode = "pve1", Parameters = parameters ?? [] };

    [Fact]
    public void Parameters_are_captured_from_the_path() => Assert.Equal(
        """{"node":"pve1","vmid":"100"}""", (string?)Tree.Invoke(Verb.Get, "/nodes/pve1/qemu/100/config", Call()));

    [Fact]
    public void Captured_parameters_are_checked_too()
    {
        ParameterException refusal = Assert.Throws<ParameterException>(() => Tree.Invoke(Verb.Get, "/nodes/pve1/qemu/5/config", Call()));
        Assert.Contains("vmid", refusal.Errors.Keys);
    }

    [Theory]
    [InlineData("/nope", "No 'get' handler defined for '/nope'")]
    [InlineData("/nodes", "No 'get' handler defined for '/nodes'")]
    public void An_unknown_path_is_refused_by_name(string path, string error) =>
        Assert.Equal(error, Assert.Throws<PveException>(() => Tree.Invoke(Verb.Get, path, Call())).Message);

    [Fact]
    public void A_verb_the_path_does_not_have_is_refused() => Assert.Equal(
        "No 'delete' handler defined for '/version'",
        Assert.Throws<PveException>(() => Tree.Invoke(Verb.Delete, "/version", Call())).Message);

    [Fact]
    public void Children_and_the_parameter_below_a_place_are_known()
    {
        ApiPath nodes = Tree.Find("/nodes")!.Value.Place;
        Assert.Equal("{node}", nodes.Parameter!.Name);
        Assert.Equal(["qemu", "tasks"], nodes.Parameter.Children.Keys);
    }

    [Fact]
    public void The_same_method_twice_is_a_mistake() => Assert.Throws<ArgumentException>(
        () => new ApiTree([Method(Verb.Get, "/version", ObjectSchema.Empty), Method(Verb.Get, "/version", ObjectSchema.Empty)]));

    [Fact]
    public void An_option_that_is_not_simulated_is_refused_and_named() => Assert.Equal(
        "PveLab: option '--exclude' of 'get /nodes/{node}/tasks' is not simulated",
        Assert.Throws<NotSimulatedException>(() => Tree.Invoke(Verb.Get, "/nodes/pve1/tasks", Call(new JsonObject { ["exclude"] = "100" }))).Message);

    [Fact]
    public void A_call_reads_its_parameters_by_type()
    {
        ApiCall call = Call(new JsonObject { ["n"] = "12", ["b"] = 1, ["l"] = "a,b c", ["keep"] = "keep-last=3" }) with
        {
            Method = Method(Verb.Get, "/", Object(("keep", Formatted("prune-backups")))),
        };
        Assert.Equal(12, call.Int("n"));
        Assert.True(call.Bool("b"));
        Assert.False(call.Bool("missing"));
        Assert.Equal(["a", "b", "c"], call.List("l"));
        Assert.Equal("3", (string?)call.OptionalProperties("keep")!["keep-last"]);
        Assert.Null(call.OptionalString("missing"));
    }
}

using PveLab.Courseware.Authoring.Linting;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Authoring;

/// <summary>A small course in a folder of its own, in which nothing is wrong: one scenario and one lesson in both languages. Tests break one thing in it.</summary>
internal sealed class LintLab : IDisposable
{
    public const string Scenario = """
        id: test
        world: single-node
        title: { ja: 試験, en: Test }
        story: { ja: "VM ${vm.id} を守る", en: "Protect VM ${vm.id}" }
        node: pve1
        timeLimitMinutes: 60
        variants:
          vm.id: { plain: 100, oneOf: [100] }
        faults:
          - kind: storage-disabled
            storage: nas
        files:
          /root/README: for you
        criteria:
          - id: backup
            kind: backup-succeeded
            guest: ${vm.id}
            storage: nas
            points: 60
            required: true
            text: { ja: バックアップした, en: There is a backup }
            readAgain: "#how"
          - id: kept
            kind: never-down
            guest: 100
            points: 40
            needs: [backup]
            text: { ja: 止めなかった, en: It never stopped }
        hints:
          - cost: 5
            text: { ja: 見る, en: Look }
          - cost: 10
            text: { ja: 直す, en: Mend }

        """;

    public const string Lesson = """
        ---
        title: Test
        language: en
        scenarios: [test]
        ---

        # Test {#top}

        ## How {#how}

        See [the top](#top) and [the other one](other.md#there).

        ![A picture](picture.png)

        ```console
        # qm status 100
        # qm start <vmid>
        ```

        ```console fails
        # qm start 999
        ```

        - [ ] There is a backup {#backup}

        :::quiz one
        Which?

        - [x] This
        - [ ] That

        Because it is this.
        :::

        :::scenario test
        Go.
        :::

        """;

    private readonly Library library = new();

    public LintLab()
    {
        library.Put(Scenario);
        Write("test/golden.txt", "pvesm set nas --disable 0\nvzdump ${vm.id} --storage nas\n");
        Write("test/wrong.txt", "#! fails: backup kept\nqm list\n");
        Write("lessons/course.yaml", """
            title: { ja: 試験, en: Test }
            chapters:
              - id: test
                title: { ja: 試験, en: Test }
                minutes: 10
                objectives: { ja: [守る], en: [Protect] }
                scenarios: [{ id: test, minutes: 10, difficulty: 1 }]

            """);
        foreach (var language in (string[])["ja", "en"])
        {
            Write($"lessons/{language}/test.md", Lesson.Replace("language: en", $"language: {language}", StringComparison.Ordinal));
            Write($"lessons/{language}/other.md", "# There {#there}\n");
            Write($"lessons/{language}/picture.png", "");
        }
    }

    /// <summary>Changes a file; everything that stands there of <paramref name="from"/>, or the whole file when that is empty.</summary>
    public void Change(string file, string from, string to)
    {
        var text = File.ReadAllText(library.PathOf(file));
        if (from.Length > 0) Assert.Contains(from, text, StringComparison.Ordinal);
        if (to == Deleted) File.Delete(library.PathOf(file));
        else Write(file, from.Length > 0 ? text.Replace(from, to, StringComparison.Ordinal) : to);
    }

    /// <summary>What <see cref="Change"/> takes for a file that is not there.</summary>
    public const string Deleted = "(deleted)";

    /// <summary>Everything that is wrong with the scenario and the lesson in English.</summary>
    public IReadOnlyList<LintFinding> Look() => [.. LookAtScenario(), .. LookAtLesson()];

    /// <summary>Everything that is wrong with the scenario.</summary>
    public IReadOnlyList<LintFinding> LookAtScenario() => ScenarioLint.Of("test", Around);

    /// <summary>Everything that is wrong with the lesson in English.</summary>
    public IReadOnlyList<LintFinding> LookAtLesson() => LessonLint.Of(library.PathOf("lessons/en/test.md"), "en/test.md", Around);

    private LintSurroundings Around => new(library.Scenarios, new LessonLibrary(library.PathOf("lessons")));

    public void Dispose() => library.Dispose();

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(library.PathOf(file))!);
        File.WriteAllText(library.PathOf(file), text);
    }
}

namespace PveLab.Shell.Tests.Language;

/// <summary>Every expected text was printed by bash 5.2.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("for i in 1 2 3; do if [ $i -eq 2 ]; then continue; fi; echo $i; done; echo done $?", "1\n3\ndone 0\n")]
    [InlineData("for i in a b; do for j in 1 2 3; do [ $j = 2 ] && continue 2; [ $i = b ] && break 2; echo $i$j; done; done", "a1\n")]
    [InlineData("i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done", "1\n3\n")]
    [InlineData("i=0; until [ $i -ge 3 ]; do echo $i; i=$((i+1)); done", "0\n1\n2\n")]
    [InlineData("for ((i=0;i<3;i++)); do echo -n $i; done; echo", "012\n")]
    [InlineData("set -- a b; for x; do echo -n \"$x,\"; done; echo", "a,b,\n")]
    [InlineData("if echo a | grep -q a; then echo found; elif true; then echo elif; else echo none; fi", "found\n")]
    [InlineData("if false; then :; elif false; then :; else echo else; fi", "else\n")]
    [InlineData("case foo.tar.gz in *.zip) echo zip;; *.tar|*.tar.*) echo tar;; *) echo other;; esac", "tar\n")]
    [InlineData("case \"x y\" in \"x \"*) echo sp;; esac; case 5 in (1|5) echo five;; esac; case z in a) ;; esac; echo $?", "sp\nfive\n0\n")]
    public void Loops_and_choices_run_as_written(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("f() { echo \"$# $1 $2 $@ $*\"; return 3; }; f a \"b c\"; echo $?", "2 a b c a b c a b c\n3\n")]
    [InlineData("v=1; f() { v=2; local w=3; g; }; g() { echo \"g $v $w\"; w=4; }; f; echo \"$v [$w]\"", "g 2 3\n2 []\n")]
    [InlineData("func() { if [ \"$1\" -gt 0 ]; then echo $1; func $(($1-1)); fi; }; func 3; unset -f func; func", "3\n2\n1\nbash: func: command not found\n")]
    [InlineData("a() { b; }; b() { return 4; }; a; echo $?; a || echo or; if ! a; then echo neg; fi", "4\nor\nneg\n")]
    public void Functions_have_arguments_locals_and_a_status(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("true && echo a || echo b; false && echo a || echo b; true || echo x && echo y", "a\nb\ny\n")]
    [InlineData("false | true; echo $?; true | false; echo $?; ! true; echo $?", "0\n1\n1\n")]
    [InlineData("set -o pipefail; false | true; echo $?", "1\n")]
    [InlineData("set -e; if false; then :; fi; false || true; false && true; echo here; (exit 3); echo never", "here\n")]
    [InlineData("(echo sub; exit 5); echo $?; { echo grp; false; }; echo $?; ( set -e; false; echo no ); echo $?", "sub\n5\ngrp\n1\n1\n")]
    [InlineData("x=5 y=6; echo $x$y; x=1 true; echo $x; x=7 eval 'echo $x'; echo $x", "56\n5\n7\n5\n")]
    [InlineData("(cd /etc; pwd; x=1); pwd; echo \"[$x]\"; { x=2; }; echo $x", "/etc\n/root\n[]\n2\n")]
    public void Statuses_and_subshells_behave(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("seq 3 | while read i; do echo \"i=$i\"; [ $i = 2 ] && break; done; echo \"st $?\"", "i=1\ni=2\nst 0\n")]
    [InlineData("printf 'a\\nb b\\n c\\n' | while read l; do echo \"[$l]\"; done; printf 'x y' | { read p; echo \"$? $p\"; }", "[a]\n[b b]\n[c]\n1 x y\n")]
    [InlineData("printf 'a\\n  c\\n' | while IFS= read -r l; do echo \"[$l]\"; done", "[a]\n[  c]\n")]
    [InlineData("read a b <<< \"one two three\"; echo \"$a|$b\"; IFS=: read u p r <<< \"root:x:0:0\"; echo \"$u $p $r\"", "one|two three\nroot x 0:0\n")]
    [InlineData("echo c | read x; echo \"[$x]\"; yes | head -n 2", "[]\ny\ny\n")]
    [InlineData("touch /tmp/t | true; ls /tmp", "t\n")]
    public void A_pipe_pulls_only_what_its_reader_wants(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("{ echo a; echo b >&2; } > /tmp/f 2>&1; cat /tmp/f; echo c >> /tmp/f; cat < /tmp/f", "a\nb\na\nb\nc\n")]
    [InlineData("ls nofile 2>&1 | sed 's/ls/LS/'; ls nofile 2> /tmp/err; cat /tmp/err", "LS: cannot access 'nofile': No such file or directory\nls: cannot access 'nofile': No such file or directory\n")]
    [InlineData("{ echo o; echo e >&2; } 2>&1 >/dev/null; { echo o; echo e >&2; } &> /tmp/both; cat /tmp/both", "e\no\ne\n")]
    [InlineData("for x in a b; do echo $x; done > /tmp/o; while read l; do echo \"got $l\"; done < /tmp/o", "got a\ngot b\n")]
    [InlineData("echo hi > /nonexist/x; echo $?; cat < /nonexist; echo $?; true > /etc; echo $?",
        "bash: /nonexist/x: No such file or directory\n1\nbash: /nonexist: No such file or directory\n1\nbash: /etc: Is a directory\n1\n")]
    [InlineData("(echo hidden >&2) 2>/dev/null | cat; ls nofile 2>/dev/null | cat; ls nofile | cat 2>/dev/null", "ls: cannot access 'nofile': No such file or directory\n")]
    public void Redirections_lead_text_where_they_say(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("cat <<A <<B\na\nA\nb $((1+1))\nB", "b 2\n")]
    [InlineData("x=1; cat <<EOT\nx=$x `echo hi` $(echo \"q\") \\$x \"q\"\nEOT\ncat <<'EOT'\nx=$x\nEOT\ncat <<-EOT\n\ttab\n\tEOT", "x=1 hi q $x \"q\"\nx=$x\ntab\n")]
    [InlineData("cat <<EOF | tr a-z A-Z\nhello\nEOF\necho after", "HELLO\nafter\n")]
    [InlineData("cat <<< \"here $((2*2))\"", "here 4\n")]
    public void Here_documents_are_read(string text, string expected) => Assert.Equal(expected, Lab.Output(text));

    [Theory]
    [InlineData("[ -d / ] && echo dir; [ -f / ] || echo nofile; [ -z \"\" ] && [ -n a ] && echo ok; [ a = a -a b != c ]; echo $?", "dir\nnofile\nok\n0\n")]
    [InlineData("[[ foo == f* ]] && echo m; [[ foo == \"f*\" ]] || echo nm; [[ abc =~ ^a.c$ ]] && echo re; [[ -z $nope && 2 -gt 1 ]] && echo y", "m\nnm\nre\ny\n")]
    [InlineData("[ ]; echo $?; [ \"\" ]; echo $?; test x; echo $?; [ ! ]; echo $?", "1\n1\n0\n0\n")]
    [InlineData("[ a b ]; echo $?; [ 1 -eq a ]; echo $?; [ a; echo $?", "bash: [: a: unary operator expected\n2\nbash: [: a: integer expression expected\n2\nbash: [: missing `]'\n2\n")]
    public void Tests_test(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("foo", "bash: foo: command not found\n", 127)]
    [InlineData("./nosuch", "bash: ./nosuch: No such file or directory\n", 127)]
    [InlineData("/etc", "bash: /etc: Is a directory\n", 126)]
    [InlineData("/etc/hostname", "bash: /etc/hostname: Permission denied\n", 126)]
    [InlineData("cd a b", "bash: cd: too many arguments\n", 1)]
    [InlineData("cd /nonexist", "bash: cd: /nonexist: No such file or directory\n", 1)]
    [InlineData("type nosuch", "bash: type: nosuch: not found\n", 1)]
    [InlineData("break", "bash: break: only meaningful in a `for', `while', or `until' loop\n", 0)]
    [InlineData("sleep 1 &", "PveLab: background jobs (&) are not simulated\n", 255)]
    [InlineData("a=(1 2)", "PveLab: arrays are not simulated\n", 255)]
    [InlineData("trap x EXIT", "PveLab: the builtin 'trap' is not simulated\n", 255)]
    [InlineData("diff <(ls) <(ls)", "PveLab: process substitution <() is not simulated\n", 255)]
    public void What_cannot_run_says_why(string line, string expected, int status) => Assert.Equal((expected, status), Lab.Result(line));

    [Theory]
    [InlineData("echo )", "bash: syntax error near unexpected token `)'\n")]
    [InlineData("fi", "bash: syntax error near unexpected token `fi'\n")]
    [InlineData("for; do", "bash: syntax error near unexpected token `;'\n")]
    [InlineData("echo a && || b", "bash: syntax error near unexpected token `||'\n")]
    [InlineData("echo >", "bash: syntax error near unexpected token `newline'\n")]
    [InlineData("while; do :; done", "bash: syntax error near unexpected token `;'\n")]
    [InlineData("if", "bash: syntax error: unexpected end of file\n")]
    [InlineData("echo \"abc", "bash: unexpected EOF while looking for matching `\"'\n")]
    public void Syntax_errors_are_worded_as_in_bash(string line, string expected) => Assert.Equal((expected, 2), Lab.Result(line));

    [Theory]
    [InlineData("echo 'echo script $1 $#; exit 3' > s; bash s a b; echo $?; chmod +x s; ./s q", "script a 2\n3\nscript q 1\n")]
    [InlineData("echo 'x=5; return 2; x=6' > s; . ./s; echo $? $x", "2 5\n")]
    [InlineData("export A=1; B=2; bash -c 'echo $A $B $0 $1' name arg; env -i C=3 bash -c 'echo $C$A'", "1 name arg\n3\n")]
    [InlineData("printf 'true\\nnosuch\\nfi\\n' > s; bash s", "s: line 3: syntax error near unexpected token `fi'\ns: line 3: `fi'\n")]
    [InlineData("printf 'true\\nnosuch\\n' > s; bash s", "s: line 2: nosuch: command not found\n")]
    public void Scripts_run_in_a_shell_of_their_own(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Fact]
    public void Aliases_stand_for_text_from_the_next_line_on()
    {
        var lab = new Lab();
        lab.Run("alias ll='ls -1' grep='grep -n'; cd /etc");
        Assert.Equal("fstab\nhostname\npasswd\npve\n", lab.Run("ll"));
        Assert.Equal("1:pve1\n", lab.Run("grep pve hostname"));
        Assert.Equal("alias grep='grep -n'\nalias ll='ls -1'\n", lab.Run("alias"));
        lab.Run("unalias ll");
        Assert.Equal("bash: ll: command not found\n", lab.Run("ll"));
    }

    [Fact]
    public void Set_x_shows_what_runs() => Assert.Equal("+ echo 'a b' c\na b c\n+ x=1\n", Lab.Output("set -x; echo \"a b\" c; x=1"));

    [Fact]
    public void Time_tells_virtual_time() => Assert.Equal("\nreal\t1m30.000s\nuser\t0m0.000s\nsys\t0m0.000s\n", Lab.Output("time sleep 90"));
}

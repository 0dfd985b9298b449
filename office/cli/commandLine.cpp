// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/commandLine.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "core/text.h"
#include "office/ca/Authority.h"
#include "office/cli/edgeCommand.h"
#include "office/cli/json.h"
#include "office/cli/mailCommand.h"
#include "office/cli/voicemailCommand.h"
#include "office/supervisor/ControlSocket.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/Layout.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

constexpr const char* help = R"(sidetone-office: an office of real servers in one folder

  start [--people N] [--foreground]   run it; returns when all servers serve
        [--prefix DIR]                programs from unpacked packages (SIDETONE_OFFICE_PREFIX)
        [--domain NAME] [--media-ports FIRST-LAST] [--contacts N] [--no-namespaces]
        [--with NAME,NAME...]         extras: second-cluster, lamps, nodes, presence-login, cloud,
                                      edge, sso, enrolment, proxies, report-server, voicemail,
                                      mail
  status [--json]                     servers, their state and memory
  stop                                end it
  env [--outside]                     what clients need, as shell exports; outside they see
                                      the edge alone
  user list                           everybody
  user add NAME [--display TEXT] [--number N] [--password P | --password-file F]
  user remove NAME
  people N [--password-file F]        invented people, N in all
  dns set NAME TYPE VALUE... | unset NAME TYPE [--outside]
  dns delay MILLISECONDS              how late the name server answers; 0 ends it
  fault SERVER stop|kill|freeze|thaw|start
  cert SERVER good|expired|wrong-name|self-signed|other-ca|revoked|rsa-1024|rsa-2048
  cert person NAME FILE.p12 [good|expired|self-signed|other-ca|windows-ca|ios-ca]
       [--password P | --password-file F]   a person's own certificate and key
  edge allow HOST | forbid HOST | expire-cookies
  mail NAME list                      what is in somebody's mailbox (extra mail)
  voicemail NAME list                 what is in somebody's box (extra voicemail)
  voicemail NAME add FILE.wav [--from NUMBER]
  answer NAME WORD                    how a contract answers from now on; "usual" ends it

Every command takes --folder DIR (default: SIDETONE_OFFICE_FOLDER, else
$XDG_STATE_HOME/sidetone/office). Exit status: 0 done, 1 failed, 2 wrong use.
)";

core::Error wrongUse(const std::string& command) {
    return fail(ErrorCode::InvalidInput, "Reading the command '" + command + "'",
                "it is not complete or not known", "See `sidetone-office --help`.");
}

core::Result<std::string> passwordOf(const Arguments& arguments) {
    const std::string file = arguments.value("password-file");
    if (file.empty()) return arguments.value("password");
    auto text = readFile(file);
    if (!text) return text.error();
    return std::string(core::trim(*text));
}

/// Seconds; a chat server of a busy machine takes its time to start.
constexpr int patience = 90;

/// Sends a request and prints what went wrong.
int ask(const std::string& folder, const QJsonObject& request) {
    const auto answer = askSupervisor(folder, request, patience);
    if (!answer) return printError(answer.error());
    if (!answer->value(QLatin1String("ok")).toBool()) {
        std::fprintf(stderr, "%s\n", textOf(*answer, "error").c_str());
        return 1;
    }
    const std::string file = textOf(*answer, "passwordFile");
    if (!file.empty()) std::printf("password in %s\n", file.c_str());
    return 0;
}

QJsonObject requestFor(const std::string& command) {
    return {{QStringLiteral("command"), toQString(command)}};
}

int runUser(const std::string& folder, const Arguments& arguments) {
    const std::string what = arguments.word(1);
    const std::string name = arguments.word(2);
    if (what == "list") return runUserList(folder);
    if (name.empty() || (what != "add" && what != "remove")) return printError(wrongUse("user"));
    QJsonObject request = requestFor("user " + what);
    request[QLatin1String("name")] = toQString(name);
    request[QLatin1String("display")] = toQString(arguments.value("display"));
    request[QLatin1String("number")] = toQString(arguments.value("number"));
    const auto password = passwordOf(arguments);
    if (!password) return printError(password.error());
    request[QLatin1String("password")] = toQString(*password);
    return ask(folder, request);
}

int runPeople(const std::string& folder, const Arguments& arguments) {
    const auto count = core::parseNumber(arguments.word(1));
    if (!count) return printError(wrongUse("people"));
    const auto password = passwordOf(arguments);
    if (!password) return printError(password.error());
    QJsonObject request = requestFor("people");
    request[QLatin1String("count")] = static_cast<qint64>(*count);
    request[QLatin1String("password")] = toQString(*password);
    return ask(folder, request);
}

int runDns(const std::string& folder, const Arguments& arguments) {
    const std::string what = arguments.word(1);
    QJsonObject request = requestFor("dns " + what);
    if (what == "delay") {
        const auto delay = core::parseNumber(arguments.word(2));
        if (!delay) return printError(wrongUse("dns delay"));
        request[QLatin1String("milliseconds")] = static_cast<qint64>(*delay);
        return ask(folder, request);
    }
    const std::size_t least = what == "set" ? 5 : 4;
    if ((what != "set" && what != "unset") || arguments.words().size() < least) {
        return printError(wrongUse("dns"));
    }
    request[QLatin1String("name")] = toQString(arguments.word(2));
    request[QLatin1String("type")] = toQString(arguments.word(3));
    request[QLatin1String("outside")] = arguments.has("outside");
    QJsonArray values;
    for (std::size_t i = 4; i < arguments.words().size(); ++i) {
        values.append(toQString(arguments.words()[i]));
    }
    request[QLatin1String("values")] = values;
    return ask(folder, request);
}

int runFault(const std::string& folder, const Arguments& arguments) {
    const std::string command = arguments.word(0);
    if (arguments.words().size() != 3) return printError(wrongUse(command));
    QJsonObject request = requestFor(command);
    request[QLatin1String("name")] = toQString(arguments.word(1));
    request[QLatin1String(command == "fault" ? "what" : "kind")] = toQString(arguments.word(2));
    return ask(folder, request);
}

/// The authority is in the folder: the servers need not be told.
int runPersonCertificate(const std::string& folder, const Arguments& arguments) {
    const std::string word = arguments.words().size() > 4 ? arguments.word(4) : "good";
    const auto kind = certificateKind(word);
    if (arguments.word(3).empty() || !kind) return printError(wrongUse("cert person"));
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const auto password = passwordOf(arguments);
    if (!password) return printError(password.error());
    const auto file =
        Authority(*layout).personFile(arguments.word(2), *kind, core::Secret(*password));
    if (!file) return printError(file.error());
    const auto written = writeFile(arguments.word(3), *file);
    return written ? 0 : printError(written.error());
}

/// Contracts read the word at each request (Desk::answerFor), so that nothing need be told.
int runAnswer(const std::string& folder, const Arguments& arguments) {
    const std::string name = arguments.word(1);
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char letter) {
        return letter == '-' || (letter >= 'a' && letter <= 'z') ||
               (letter >= '0' && letter <= '9');
    });
    if (arguments.words().size() != 3 || name.empty() || !plain) {
        return printError(wrongUse("answer"));
    }
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const std::string word = arguments.word(2) == "usual" ? "" : arguments.word(2);
    auto written = makeFolder(layout->path("answers"));
    if (written) written = writeFile(layout->path("answers/" + name), word + "\n");
    return written ? 0 : printError(written.error());
}

}  // namespace

int printError(const core::Error& error) {
    std::fprintf(stderr, "%s\n", error.sentence().c_str());
    return error.code == ErrorCode::InvalidInput ? 2 : 1;
}

int runCommandLine(const std::vector<std::string>& words) {
    const auto arguments =
        Arguments::parse(words,
                         {"folder", "people", "prefix", "domain", "media-ports", "contacts",
                          "display", "number", "password", "password-file", "with", "from"},
                         {"foreground", "json", "no-namespaces", "outside", "help"});
    if (!arguments) return printError(arguments.error());
    const std::string command = arguments->word(0);
    if (arguments->has("help") || command == "help" || command.empty()) {
        std::fputs(help, command.empty() && !arguments->has("help") ? stderr : stdout);
        return command.empty() && !arguments->has("help") ? 2 : 0;
    }
    const std::string given = arguments->value("folder", Folder::standard());
    const std::string folder = std::filesystem::absolute(given).lexically_normal().string();
    if (command == "start") return runStart(folder, *arguments);
    if (command == "stop") return runStop(folder);
    if (command == "status") return runStatus(folder, *arguments);
    if (command == "env") return runEnvironment(folder, *arguments);
    if (command == "edge") return runEdge(folder, *arguments);
    if (command == "mail") return runMail(folder, *arguments);
    if (command == "voicemail") return runVoicemail(folder, *arguments);
    if (command == "user") return runUser(folder, *arguments);
    if (command == "people") return runPeople(folder, *arguments);
    if (command == "dns") return runDns(folder, *arguments);
    if (command == "answer") return runAnswer(folder, *arguments);
    if (command == "cert" && arguments->word(1) == "person") {
        return runPersonCertificate(folder, *arguments);
    }
    if (command == "fault" || command == "cert") return runFault(folder, *arguments);
    return printError(wrongUse(command));
}

}  // namespace sidetone::office

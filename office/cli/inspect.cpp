// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QJsonDocument>
#include <chrono>
#include <cstdio>
#include <thread>

#include "core/QtClock.h"
#include "office/cli/commandLine.h"
#include "office/cli/json.h"
#include "office/supervisor/ControlSocket.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

core::Error notRunning(const std::string& folder) {
    return fail(ErrorCode::Unreachable, "Looking for an office in " + folder, "none runs there",
                "Start it with `sidetone-office start`.");
}

void printServer(const QJsonObject& server) {
    std::printf("%-13s %-9s %-20s %5.1f MB", textOf(server, "name").c_str(),
                textOf(server, "state").c_str(), textOf(server, "where").c_str(),
                server[QLatin1String("memory")].toDouble() / 1024);
    const int deaths = server[QLatin1String("deaths")].toInt();
    if (deaths > 0) {
        std::printf("  ended %d time%s, last: %s", deaths, deaths == 1 ? "" : "s",
                    textOf(server, "lastEnd").c_str());
    }
    std::printf("\n");
}

/// For a shell's single quotes.
std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char letter : text) {
        if (letter == '\'') {
            result += "'\\''";
        } else {
            result += letter;
        }
    }
    return result + "'";
}

void printExport(const std::string& name, const std::string& value) {
    std::printf("export %s=%s\n", name.c_str(), quoted(value).c_str());
}

bool exists(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

int runStop(const std::string& folder) {
    if (!Folder::isLocked(folder)) return printError(notRunning(folder));
    const core::QtClock clock;
    const core::Instant asked = clock.now();
    const auto answer =
        askSupervisor(folder, {{QStringLiteral("command"), QStringLiteral("stop")}}, 5);
    if (!answer) return printError(answer.error());
    while (Folder::isLocked(folder)) {
        if (clock.millisecondsSince(asked) > 10000) {
            return printError(fail(ErrorCode::Timeout, "Stopping the office in " + folder,
                                   "it still runs after 10 s"));
        }
        std::this_thread::sleep_for(core::Milliseconds(2));
    }
    std::printf("stopped after %d ms\n", static_cast<int>(clock.millisecondsSince(asked)));
    return 0;
}

int runStatus(const std::string& folder, const Arguments& arguments) {
    if (!Folder::isLocked(folder)) return printError(notRunning(folder));
    const auto answer =
        askSupervisor(folder, {{QStringLiteral("command"), QStringLiteral("status")}}, 5);
    if (!answer) return printError(answer.error());
    if (arguments.has("json")) {
        std::printf("%s\n", QJsonDocument(*answer).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    const std::string extras = textOf(*answer, "with");
    std::printf("%s in %s, %d people, kept by %s%s%s\n", textOf(*answer, "domain").c_str(),
                folder.c_str(), answer->value(QLatin1String("users")).toInt(),
                textOf(*answer, "kept").c_str(), extras.empty() ? "" : ", with ", extras.c_str());
    const QJsonArray servers = answer->value(QLatin1String("servers")).toArray();
    for (const QJsonValue server : servers) printServer(server.toObject());
    std::printf("%-13s %-9s %-20s %5.1f MB\n", "supervisor", "", "",
                answer->value(QLatin1String("supervisorMemory")).toDouble() / 1024);
    std::printf("up after %d ms, %.0f MB in all\n",
                answer->value(QLatin1String("milliseconds")).toInt(),
                answer->value(QLatin1String("memory")).toDouble() / 1024);
    return 0;
}

int runEnvironment(const std::string& folder, const Arguments& arguments) {
    if (!Folder::isLocked(folder)) return printError(notRunning(folder));
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const auto users = UserStore::open(layout->userFile());
    if (!users) return printError(users.error());
    const std::string port = ":" + std::to_string(layout->ports.dns);
    printExport("SIDETONE_OFFICE_FOLDER", folder);
    printExport("SIDETONE_DOMAIN", layout->domain);
    const Host view = arguments.has("outside") ? Host::OutsideNameServer : Host::NameServer;
    printExport("SIDETONE_NAMESERVER", layout->address(view) + port);
    printExport("SIDETONE_NAMESERVER_OUTSIDE", layout->address(Host::OutsideNameServer) + port);
    printExport("SIDETONE_CA_FILE", layout->rootCertificate());
    if (!layout->extras.empty()) printExport("SIDETONE_OFFICE_WITH", extrasText(layout->extras));
    int index = 0;
    for (const User& user : (*users)->users()) {
        const std::string file = layout->path("users/" + user.id + ".password");
        if (!exists(file)) continue;
        const std::string number = std::to_string(++index);
        printExport("SIDETONE_USER_" + number, user.id + "@" + layout->domain);
        printExport("SIDETONE_NUMBER_" + number, user.number);
        printExport("SIDETONE_PASSWORD_FILE_" + number, file);
    }
    return 0;
}

int runUserList(const std::string& folder) {
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const auto users = UserStore::open(layout->userFile());
    if (!users) return printError(users.error());
    for (const User& user : (*users)->users()) {
        std::printf("%-20s %-8s %-16s %s%s\n", user.id.c_str(), user.number.c_str(),
                    user.deviceName.c_str(), user.displayName.c_str(),
                    user.canSignIn() ? "" : " (cannot sign in)");
    }
    return 0;
}

}  // namespace sidetone::office

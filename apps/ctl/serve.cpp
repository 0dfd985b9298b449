// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QSocketNotifier>
#include <cerrno>
#include <cstdio>
#include <fstream>

#include "client/Client.h"
#include "ctl/commands.h"
#include "shared/CommandLoop.h"
#include "shared/LineReader.h"
#include "shared/Options.h"
#include "shared/PresenceOnBus.h"
#include "signOn.h"
#include "store/libraryMemory.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

void printLine(const QJsonObject& object) {
    const auto line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// An event for a person: its name, and the fields that say most.
void printText(const QJsonObject& object) {
    const auto event = object.value(u"event"_s).toString();
    QStringList parts;
    for (const char* field : {"title", "service", "address", "peer", "state", "delivery", "verdict",
                              "answer", "body", "detail", "sentence"}) {
        const auto value = object.value(QLatin1String(field)).toString();
        if (!value.isEmpty()) parts << value;
    }
    std::printf("%8lld ms  %-14s %s\n",
                static_cast<long long>(object.value(u"time_ms"_s).toInteger()), qPrintable(event),
                qPrintable(parts.join(u" | "_s)));
    std::fflush(stdout);
}

/// What the program holds of the machine's memory, in bytes: for measurements of long runs.
core::Result<QJsonObject> memory(const QJsonObject& /*command*/) {
    const auto heap = mallinfo2();
    qint64 whole = 0;
    qint64 resident = 0;
    std::ifstream("/proc/self/statm") >> whole >> resident;
    return QJsonObject{{u"heap_used"_s, qint64(heap.uordblks + heap.hblkhd)},
                       {u"heap_held"_s, qint64(heap.arena + heap.hblkhd)},
                       {u"history"_s, qint64(store::libraryMemory())},
                       {u"resident"_s, resident * qint64(sysconf(_SC_PAGESIZE))}};
}

}  // namespace

int serve(QCoreApplication& application, client::Platform& platform,
          const QCommandLineParser& parser, const QString& address, bool asJson) {
    auto client = client::createClient(platform);
    int status = 0;
    const auto bus = apps::PresenceOnBus::create(*client);
    apps::CommandLoop loop(*client, platform.clock(), asJson ? printLine : printText);
    QObject::connect(&loop, &apps::CommandLoop::quitAsked, &application, &QCoreApplication::quit);
    QObject::connect(client.get(), &client::Client::stateChanged, &application, [&] {
        if (client->state() != client::ClientState::Failed || asJson) return;
        status = client->error() ? failed(*client->error()) : 1;
        QCoreApplication::quit();
    });
    loop.addCommand(u"memory"_s, memory);
    apps::LineReader input(STDIN_FILENO);
    if (asJson) {
        QObject::connect(&input, &apps::LineReader::line, &loop, &apps::CommandLoop::takeLine);
        QObject::connect(&input, &apps::LineReader::ended, &application, &QCoreApplication::quit);
        input.start();
    }
    if (const auto started = signOn(*client, parser, address); !started) {
        return failed(started.error());
    }
    const int ended = runUntilDone(application);
    apps::leavePolitely(*client);
    return ended != 0 ? ended : status;
}

}  // namespace sidetone::ctl

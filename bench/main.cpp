// SPDX-License-Identifier: GPL-3.0-or-later
// Measures whole processes: the window's first frame, sign-in to ready, memory, calls.
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "Memory.h"
#include "demo/Program.h"
#include "demo/Stage.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using demo::Program;

namespace {

constexpr int people = 1000;

/// One figure, measured several times.
void print(const char* what, std::vector<double> values, const char* unit, const char* goal) {
    if (values.empty()) {
        std::printf("%-46s not measured\n", what);
        return;
    }
    std::sort(values.begin(), values.end());
    std::printf("%-46s min %7.1f  median %7.1f  max %7.1f %-3s  n=%zu  goal %s\n", what,
                values.front(), values[values.size() / 2], values.back(), unit, values.size(),
                goal);
    std::fflush(stdout);
}

Program::Test eventIs(const QString& name) {
    return [name](const QJsonObject& event) { return event.value(u"event"_s) == name; };
}

void pause(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QString passwordIn(const QString& file) {
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readLine()).trimmed()
                                            : QString();
}

std::unique_ptr<Program> startClient(const demo::Stage& stage, int user, bool window) {
    QStringList arguments{u"--profile"_s, stage.folder() + u"/bench-profile-%1"_s.arg(user)};
    arguments << u"--audio-out"_s << stage.folder() + u"/heard-%1.wav"_s.arg(user);
    if (window) {
        arguments << u"--drive"_s;
    } else {
        arguments << u"--password-file"_s << stage.passwordFile(user) << u"serve"_s
                  << stage.user(user);
    }
    auto program = std::make_unique<Program>(
        stage.user(user), stage.programs() + (window ? u"/sidetone"_s : u"/sidetonectl"_s),
        arguments, stage.environment());
    if (const auto started = program->start(); !started) {
        std::fprintf(stderr, "bench: %s\n", started.error().sentence().c_str());
        return nullptr;
    }
    return program;
}

/// Milliseconds that the sign-in took; negative where it failed.
double signIn(Program& program, const demo::Stage& stage, int user, bool ask) {
    if (ask) {
        const auto asked =
            program.ask(u"signin"_s, {{u"address"_s, stage.user(user)},
                                      {u"password"_s, passwordIn(stage.passwordFile(user))}});
        if (!asked) return -1;
    }
    const auto ready = program.waitFor(u"the sign-in"_s, eventIs(u"signin.ready"_s), 25'000);
    return ready ? static_cast<double>(ready->value(u"took_ms"_s).toInteger()) : -1;
}

void measureWindow(const demo::Stage& stage, int runs) {
    std::vector<double> firstFrame;
    std::vector<double> ready;
    std::vector<double> memory;
    std::vector<double> cpu;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer clock;
        clock.start();
        auto window = startClient(stage, 1, true);
        if (!window) return;
        if (!window->waitFor(u"the first frame"_s, eventIs(u"window.first-frame"_s))) return;
        firstFrame.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        const double took = signIn(*window, stage, 1, true);
        if (took < 0) {
            std::fprintf(stderr, "bench: the sign-in failed\n");
            return;
        }
        ready.push_back(took);
        pause(3'000);
        const auto cost = bench::costOf(window->processId());
        memory.push_back(cost.proportionalMegabytes);
        cpu.push_back(cost.cpuSeconds);
    }
    print("sidetone: start to first frame", firstFrame, "ms", "< 300");
    print("sidetone: sign-in to all services ready", ready, "ms", "< 600");
    print("sidetone: memory (PSS), 1000 contacts", memory, "MB", "< 60");
    print("sidetone: CPU until idle, 1000 contacts", cpu, "s", "-");
}

void measureTerminal(const demo::Stage& stage, int runs) {
    std::vector<double> ready;
    std::vector<double> memory;
    for (int i = 0; i < runs; ++i) {
        auto terminal = startClient(stage, 1, false);
        if (!terminal) return;
        const double took = signIn(*terminal, stage, 1, false);
        if (took < 0) return;
        ready.push_back(took);
        pause(2'000);
        memory.push_back(bench::costOf(terminal->processId()).proportionalMegabytes);
    }
    print("sidetonectl: sign-in to all services ready", ready, "ms", "< 600");
    print("sidetonectl: memory (PSS), 1000 contacts", memory, "MB", "-");
}

void measureCall(const demo::Stage& stage, int seconds) {
    auto anna = startClient(stage, 1, false);
    auto ben = startClient(stage, 2, false);
    if (!anna || !ben) return;
    if (signIn(*anna, stage, 1, false) < 0 || signIn(*ben, stage, 2, false) < 0) return;
    const auto stateIs = [](const QString& state) {
        return [state](const QJsonObject& event) { return event.value(u"state"_s) == state; };
    };
    QElapsedTimer clock;
    clock.start();
    if (!anna->ask(u"call"_s, {{u"target"_s, stage.number(2)}})) return;
    if (!ben->waitFor(u"the ring"_s, stateIs(u"incoming"_s))) return;
    const double ring = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    clock.restart();
    if (!ben->ask(u"answer"_s)) return;
    if (!anna->waitFor(u"the answer"_s, stateIs(u"connected"_s))) return;
    const double answer = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    pause(1'000);
    const auto before = bench::costOf(anna->processId());
    pause(seconds * 1000);
    const auto after = bench::costOf(anna->processId());
    print("call: dial to ring at the other side", {ring}, "ms", "-");
    print("call: answer to connected at the caller", {answer}, "ms", "-");
    print("call: CPU for 30 s of Opus", {(after.cpuSeconds - before.cpuSeconds) * 30 / seconds},
          "s", "<= 0.66");
    print("call: memory (PSS) of sidetonectl", {after.proportionalMegabytes}, "MB", "-");
}

}  // namespace

int main(int argc, char* argv[]) {
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"runs"_s, u"How often each is measured."_s, u"N"_s, u"5"_s},
                       {u"folder"_s, u"Where everything goes."_s, u"FOLDER"_s, u"out/bench"_s},
                       {u"call-seconds"_s, u"Length of the call."_s, u"S"_s, u"20"_s}});
    parser.process(application);
    const auto folder = QFileInfo(parser.value(u"folder"_s)).absoluteFilePath();
    const auto stage =
        demo::Stage::build(folder, QCoreApplication::applicationDirPath(), {.people = people});
    if (!stage) {
        std::fprintf(stderr, "bench: %s\n", stage.error().sentence().c_str());
        return 1;
    }
    std::printf("%s\n", qPrintable((*stage)->officeText()));
    const int runs = parser.value(u"runs"_s).toInt();
    measureWindow(**stage, runs);
    measureTerminal(**stage, runs);
    measureCall(**stage, parser.value(u"call-seconds"_s).toInt());
    return 0;
}

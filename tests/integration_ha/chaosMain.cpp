// SPDX-License-Identifier: GPL-3.0-or-later
// sidetone-chaos [KILLS] [--seconds N] [--seed N] [--with EXTRA] [--people N]
#include <signal.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>
#include <cstdio>

#include "Chaos.h"

namespace {

volatile sig_atomic_t isInterrupted = 0;

void interrupted(int) {
    isInterrupted = 1;
}

}  // namespace

int main(int count, char** arguments) {
    const auto forbidden = sidetone::test::enterOwnNetwork();
    QCoreApplication application(count, arguments);
    QCommandLineParser words;
    words.addPositionalArgument(QStringLiteral("kills"),
                                QStringLiteral("of people's programs; 200"));
    words.addOptions(
        {{QStringLiteral("seconds"), QStringLiteral("at most; 1800"), QStringLiteral("N"),
          QStringLiteral("1800")},
         {QStringLiteral("seed"), QStringLiteral("of all chances"), QStringLiteral("N")},
         {QStringLiteral("with"), QStringLiteral("the office's chat server"),
          QStringLiteral("EXTRA")},
         {QStringLiteral("people"), QStringLiteral("2 to 8; 4"), QStringLiteral("N"),
          QStringLiteral("4")}});
    words.addHelpOption();
    words.process(application);
    const auto kills = words.positionalArguments().value(0, QStringLiteral("200")).toInt();
    const auto seconds = words.value(QStringLiteral("seconds")).toInt();
    const auto people = words.value(QStringLiteral("people")).toInt();
    if (kills <= 0 || seconds <= 0 || people < 2 || people > 8) {
        std::fprintf(stderr, "chaos: say how many kills, and 2 to 8 people\n");
        return 2;
    }
    sidetone::test::Chaos::Settings settings;
    settings.kills = kills;
    settings.seconds = seconds;
    settings.hasCables = forbidden.empty();
    settings.seed = words.isSet(QStringLiteral("seed"))
                        ? words.value(QStringLiteral("seed")).toUInt()
                        : QRandomGenerator::global()->bounded(1'000'000U);
    settings.with = words.value(QStringLiteral("with")).toStdString();
    settings.people = people;
    settings.programs = SIDETONE_BIN_DIR;
    settings.client = CHAOS_PERSON;
    std::printf("seed %u, %d kills, %d people, %s%s%s\n", settings.seed, kills, people,
                settings.with.empty() ? "prosody" : settings.with.c_str(),
                forbidden.empty() ? "" : ", the network is left alone: ", forbidden.c_str());
    std::fflush(stdout);
    sidetone::test::Chaos chaos(settings);
    ::signal(SIGINT, interrupted);
    ::signal(SIGTERM, interrupted);
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, [&chaos] {
        if (isInterrupted != 0) chaos.stop();
    });
    look.start(200);
    const auto failure = chaos.run();
    std::printf("chaos (seed %u): %s: %s\n", settings.seed, chaos.figures().c_str(),
                failure.empty() ? "nothing acknowledged was lost or doubled, all counters equal a "
                                  "recount"
                                : failure.c_str());
    return failure.empty() ? 0 : 1;
}

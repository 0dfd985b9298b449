// SPDX-License-Identifier: GPL-3.0-or-later
#include "Chaos.h"

#include <QTest>
#include <cstdio>

namespace {

std::string forbidden;

}  // namespace

/// The short form of `./dev chaos`.
class ChaosTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostOrDoubled() {
        sidetone::test::Chaos::Settings settings;
        settings.kills = 6;
        settings.seconds = 10;
        settings.people = 3;
        settings.seed = 7;
        settings.hasCables = forbidden.empty();
        settings.programs = SIDETONE_BIN_DIR;
        settings.client = CHAOS_PERSON;
        sidetone::test::Chaos chaos(settings);
        const auto failure = chaos.run();
        std::printf("%s\n", chaos.figures().c_str());
        QVERIFY2(failure.empty(), failure.c_str());
    }
};

int main(int argc, char* argv[]) {
    forbidden = sidetone::test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    ChaosTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "ChaosTest.moc"

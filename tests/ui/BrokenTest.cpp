// SPDX-License-Identifier: GPL-3.0-or-later
#include "Stage.h"
#include "integration_broken/Table.h"

using namespace sidetone;
using test::Stage;

/// The sentence of every broken deployment in the window: whole, at the width of a phone, and the
/// same as the terminal's.
class BrokenTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    /// "Tried: answer. Advice." as the client would have it.
    static core::Error errorOf(const QString& sentence) {
        const auto colon = sentence.indexOf(QLatin1String(": "));
        const auto end = sentence.indexOf(QLatin1String(". "), colon);
        core::Error error;
        error.code = core::ErrorCode::Unreachable;
        error.tried = sentence.left(colon).toStdString();
        error.answer = sentence.mid(colon + 2, end - colon - 2).toStdString();
        if (end >= 0) error.advice = sentence.mid(end + 2).toStdString();
        return error;
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void saysItWhole_data() {
        QTest::addColumn<QString>("sentence");
        for (const auto& row : test::brokenDeployments(QStringLiteral("office.example"))) {
            auto sentence = row.sentence;
            if (sentence == QLatin1String("*")) continue;
            sentence.replace(u'*', QLatin1String("3 May 2026"));
            QTest::newRow(qPrintable(row.id)) << sentence;
        }
    }
    void saysItWhole() {
        QFETCH(QString, sentence);
        Stage stage;
        stage.desktop.signIn()->offer(QStringLiteral("anna@office.example"));
        stage.desktop.signIn()->signIn(core::Secret("secret"));
        stage.client.fail(errorOf(sentence));
        QVERIFY(stage.show(*host_, QSize(360, 640)));
        QStringList said;
        for (const char* name : {"problem", "advice"}) {
            const auto* words = stage.find(name);
            QVERIFY(words != nullptr);
            QVERIFY(!words->property("truncated").toBool());
            said << words->property("text").toString();
        }
        said.removeAll(QString());
        QCOMPARE(said.join(u' '), sentence);
    }
    void thereAreTwentyAtLeast() {
        QVERIFY(test::brokenDeployments(QStringLiteral("office.example")).size() >= 20);
    }
};

QTEST_MAIN(BrokenTest)
#include "BrokenTest.moc"

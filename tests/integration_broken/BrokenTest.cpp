// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include "Rows.h"
#include "integration_broken/Table.h"
#include "integration_broken/Terminal.h"

ROWS("NONE-02", "SRV-08", "ADM-03");

using namespace Qt::StringLiterals;
using namespace sidetone;

/// Every row of broken.tsv in a real office: `sidetonectl explain` says the row's sentence and no
/// other, and when all is mended it says that nothing stands in the way.
class BrokenTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    int run_ = 0;

    /// "words 'and quoted ones'" as a shell would take them.
    static std::vector<std::string> wordsOf(const QString& command) {
        std::vector<std::string> words;
        for (const auto& word : QProcess::splitCommand(command))
            words.push_back(word.toStdString());
        return words;
    }

    void carryOut(const QString& command, QProcessEnvironment& environment) {
        if (command.startsWith(u"env "_s)) {
            const auto setting = command.mid(4);
            environment.insert(setting.section(u'=', 0, 0), setting.section(u'=', 1));
            return;
        }
        if (command.startsWith(u"file "_s)) {
            const auto folder = QString::fromStdString(office_.folder()) + u"/files/"_s;
            QVERIFY(QDir().mkpath(folder));
            QFile file(folder + command.section(u' ', 1, 1));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(command.section(u' ', 2).toUtf8());
            return;
        }
        if (command.startsWith(u"unfile "_s)) {
            QVERIFY(QFile::remove(QString::fromStdString(office_.folder()) + u"/files/"_s +
                                  command.section(u' ', 1)));
            return;
        }
        const auto done = office_.run(wordsOf(command));
        QVERIFY2(done.status == 0, (command.toStdString() + ": " + done.error).c_str());
    }

    test::TerminalRun explain(const test::BrokenDeployment& row,
                              const QProcessEnvironment& environment) {
        QStringList arguments{u"explain"_s, row.user};
        if (row.password == u"wrong"_s) {
            const auto name = folder_.filePath(u"wrong"_s);
            QFile file(name);
            if (file.open(QIODevice::WriteOnly)) file.write("not the password\n");
            arguments << u"--password-file"_s << name;
        }
        return test::runTerminal(arguments, folder_.filePath(u"profile-%1"_s.arg(++run_)),
                                 environment);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void atLeastTwenty() { QVERIFY(test::brokenDeployments(u"office.example"_s).size() >= 20); }
    void saysTheOneSentence_data() {
        QTest::addColumn<int>("index");
        const auto rows = test::brokenDeployments(QString::fromStdString(office_.domain()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QTest::newRow(qPrintable(rows[i].id)) << static_cast<int>(i);
        }
    }
    void saysTheOneSentence() {
        QFETCH(int, index);
        const auto row = test::brokenDeployments(
            QString::fromStdString(office_.domain()))[static_cast<std::size_t>(index)];
        auto environment = test::environmentOf(office_);
        for (const auto& command : row.breaking) carryOut(command, environment);
        const auto said = explain(row, environment);
        for (const auto& command : row.mending) carryOut(command, environment);
        QVERIFY2(row.fits(said.firstLine()),
                 qPrintable(u"\nsaid   "_s + said.firstLine() + u"\nwanted "_s + row.sentence +
                            u"\n"_s + said.output + said.error));
        const bool isGood = said.firstLine().contains(u"would succeed"_s);
        QCOMPARE(said.status, isGood ? 0 : 1);
    }
    void afterAllThatItWorks() {
        test::BrokenDeployment row;
        row.user = QString::fromStdString(office_.user(1));
        const auto said = explain(row, test::environmentOf(office_));
        QVERIFY2(said.status == 0, qPrintable(said.output + said.error));
    }
};

QTEST_GUILESS_MAIN(BrokenTest)
#include "BrokenTest.moc"

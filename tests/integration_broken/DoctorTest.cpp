// SPDX-License-Identifier: GPL-3.0-or-later
#include <zip.h>

#include <QJsonArray>
#include <QTest>

#include "Rows.h"
#include "core/secretForms.h"
#include "integration_broken/Terminal.h"

ROWS("NONE-02", "NONE-25", "PRT-04", "SRV-08");

using namespace Qt::StringLiterals;
using namespace sidetone;

/// `sidetonectl doctor` and the problem report, against a real office.
class DoctorTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    int run_ = 0;

    test::TerminalRun doctor(const QStringList& more = {}) {
        return test::runTerminal(
            QStringList{u"doctor"_s, QString::fromStdString(office_.user(1)), u"--json"_s} + more,
            folder_.filePath(u"profile-%1"_s.arg(++run_)), test::environmentOf(office_));
    }
    /// The results of a check, as "level: title: sentence".
    static QStringList resultsOf(const test::TerminalRun& run, const QString& check) {
        QStringList found;
        for (const auto& value : run.json().value(u"checks"_s).toArray()) {
            const auto result = value.toObject();
            if (result.value(u"check"_s).toString() != check) continue;
            found << result.value(u"level"_s).toString() + u": "_s +
                         result.value(u"title"_s).toString() + u": "_s +
                         result.value(u"sentence"_s).toString();
        }
        return found;
    }
    void expect(const test::TerminalRun& run, const QString& check, const QString& words) {
        const auto results = resultsOf(run, check);
        QVERIFY2(!results.filter(words).isEmpty(),
                 qPrintable(check + u": "_s + words + u" not in:\n"_s + results.join(u'\n') +
                            run.error));
    }
    static std::map<std::string, std::string> unzip(const std::string& path) {
        std::map<std::string, std::string> files;
        zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
        if (archive == nullptr) return files;
        for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
            zip_stat_t about;
            zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &about);
            std::string text(about.size, '\0');
            auto* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
            zip_fread(file, text.data(), text.size());
            zip_fclose(file);
            files[about.name] = text;
        }
        zip_discard(archive);
        return files;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void aGoodOfficeIsWell() {
        const auto run = doctor();
        QVERIFY2(run.status == 0, qPrintable(run.output + run.error));
        QVERIFY(run.json().value(u"well"_s).toBool());
        expect(run, u"dns-design"_s, u"split-brain, seen from inside"_s);
        expect(run, u"port"_s, u":8443, User Data Services: It is open."_s);
        expect(run, u"port"_s, u":6970, configuration files: It is open."_s);
        expect(run, u"port"_s, u":5222, messages and presence: It is open."_s);
        expect(run, u"port"_s, u":5061, calls, encrypted: It is open."_s);
        QVERIFY(resultsOf(run, u"certificate"_s).size() >= 3);
        expect(run, u"clock"_s, u"agrees with the server's"_s);
        expect(run, u"redundancy"_s, u"one call manager alone"_s);
        expect(run, u"name-servers"_s, QString::fromStdString(office_.nameServer()));
        QVERIFY(!resultsOf(run, u"key-store"_s).isEmpty());
        QVERIFY(!resultsOf(run, u"sound"_s).isEmpty());
    }
    void aWrongClockIsSaid() {
        QVERIFY(office_.done({"answer", "uds", "clock"}));
        const auto run = doctor();
        QVERIFY(office_.done({"answer", "uds", "usual"}));
        expect(run, u"clock"_s, u"bad: "_s);
        expect(run, u"clock"_s, u"ahead of the server's"_s);
        QCOMPARE(run.status, 1);
    }
    /// Where a sign-in fails, the doors that DNS names are looked at all the same.
    void whatDnsNamesIsExaminedAllTheSame() {
        QVERIFY(office_.done({"cert", "prosody", "expired"}));
        const auto run = doctor();
        QVERIFY(office_.done({"cert", "prosody", "good"}));
        QCOMPARE(run.status, 1);
        const auto verdict = run.json().value(u"verdict"_s).toString();
        QVERIFY2(verdict.contains(u"its certificate expired"_s), qPrintable(verdict));
        expect(run, u"port"_s, u":8443, User Data Services: It is open."_s);
        expect(run, u"port"_s, u":6970, configuration files: It is open."_s);
        QVERIFY(office_.done({"fault", "contracts", "stop"}));
        const auto dead = doctor();
        QVERIFY(office_.done({"fault", "contracts", "start"}));
        expect(dead, u"port"_s, u"bad: cucm1"_s);
    }
    void theDesignIsRecognised_data() {
        QTest::addColumn<QStringList>("setUp");
        QTest::addColumn<QString>("words");
        const auto domain = u"office.example"_s;
        QTest::newRow("not split-brain")
            << QStringList{u"_collab-edge._tls"_s, u"1 1 8443 expe1.%1."_s.arg(domain)}
            << u"not split-brain"_s;
        QTest::newRow("pinpoint") << QStringList{u"_cisco-uds._tcp.cisco-internal"_s,
                                                 u"1 1 8443 cucm1.%1."_s.arg(domain)}
                                  << u"pinpoint"_s;
        QTest::newRow("an address in place of a host")
            << QStringList{u"_cuplogin._tcp"_s, u"1 1 8443 gone.%1."_s.arg(domain)}
            << u"split-brain"_s;
    }
    void theDesignIsRecognised() {
        QFETCH(QStringList, setUp);
        QFETCH(QString, words);
        const auto name = setUp[0].toStdString();
        QVERIFY(office_.done({"dns", "set", name, "SRV", setUp[1].toStdString()}));
        const auto run = doctor();
        QVERIFY(office_.done({"dns", "unset", name, "SRV"}));
        expect(run, u"dns-design"_s, words);
        if (setUp[1].contains(u"gone"_s)) expect(run, u"dns-target"_s, u"has no address"_s);
    }
    /// PRT-04: what is planted in every place that a report is made of does not come out.
    void theReportHoldsNoSecret() {
        const auto password = office_.password(1).reveal();
        const auto path = folder_.filePath(u"report.zip"_s);
        const auto run = doctor({u"--report"_s, path});
        QVERIFY2(run.status == 0, qPrintable(run.error));
        const auto files = unzip(path.toStdString());
        QVERIFY(files.size() >= 7);
        std::string all;
        for (const auto& [name, text] : files) all += name + "\n" + text;
        for (const auto& form : core::secretForms(password)) {
            QVERIFY2(all.find(form) == std::string::npos, form.c_str());
        }
        QVERIFY(all.find("Fetching the service profile") != std::string::npos);
        QVERIFY(files.at("doctor.txt").find("User Data Services") != std::string::npos);
        QVERIFY(files.at("jabber.log").find("signin") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "DoctorTest.moc"

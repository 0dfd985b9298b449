// SPDX-License-Identifier: GPL-3.0-or-later
// Files between two people whose messages are in the cloud; both are outside the office.
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include "OfficeFixture.h"
#include "Rows.h"
#include "demo/Program.h"

ROWS("FILE-04");

using namespace Qt::StringLiterals;
using namespace sidetone;
using demo::Program;

namespace {

constexpr qint64 mebibyte = 1 << 20;

QString field(const QJsonObject& line, const QString& name) {
    return line[name].toString();
}

bool makeFile(const QString& path, qint64 size) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    QByteArray piece(mebibyte, '\0');
    for (qint64 at = 0; at < size; at += mebibyte) {
        piece.replace(0, 8, QByteArray::number(10'000'000 + at / 1024));
        file.write(piece.constData(), std::min(mebibyte, size - at));
    }
    return file.size() == size;
}

QByteArray hashOf(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return {};
    return hash.result();
}

Program::Test fileAt(const QString& name, const QString& state) {
    return [=](const QJsonObject& event) {
        const auto file = event[u"file"_s].toObject();
        return field(file, u"name"_s) == name && field(file, u"state"_s) == state;
    };
}

}  // namespace

class CloudFilesTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Program> anna_;
    std::unique_ptr<Program> ben_;

    [[nodiscard]] QString folder() const { return QString::fromStdString(office_.folder()); }
    [[nodiscard]] QString address(int number) const {
        return QString::fromStdString(office_.user(number));
    }
    /// As the administrator of these machines says.
    [[nodiscard]] bool leadsToTheCloud() const {
        QFile file(folder() + u"/policy.d/cloud.conf"_s);
        const auto line = "CloudLookupUrl: https://loginp." + office_.domain() +
                          ":8443/cas/FederatedSSO\nLocked: CloudLookupUrl\n";
        return QDir().mkpath(folder() + u"/policy.d"_s) && file.open(QIODevice::WriteOnly) &&
               file.write(line.c_str()) > 0;
    }
    /// Null where the chat does not come up at the cloud.
    [[nodiscard]] std::unique_ptr<Program> signIn(const QString& name, int number) const {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIDETONE_NAMESERVER"_s,
                           QString::fromStdString(office_.variable("SIDETONE_NAMESERVER_OUTSIDE")));
        environment.insert(u"SIDETONE_CA_FILE"_s, QString::fromStdString(office_.caFile()));
        environment.insert(u"SIDETONE_KEY_STORE"_s, u"memory"_s);
        environment.insert(u"SIDETONE_CONFIGURATION"_s, folder());
        environment.insert(u"HOME"_s, folder() + u"/home-"_s + name);
        const auto password = "SIDETONE_PASSWORD_FILE_" + std::to_string(number);
        const QStringList arguments{
            u"--profile"_s,       folder() + u"/profile-"_s + name,
            u"--audio-out"_s,     folder() + u"/"_s + name + u".wav"_s,
            u"--password-file"_s, QString::fromStdString(office_.variable(password)),
            u"serve"_s,           address(number)};
        auto program = std::make_unique<Program>(
            name, QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), arguments, environment);
        if (!program->start()) return nullptr;
        const auto cloud = u"im."_s + QString::fromStdString(office_.domain());
        const auto up = program->waitFor(
            name + u"'s chat in the cloud"_s,
            [&](const QJsonObject& event) {
                return field(event, u"service"_s) == u"chat" && field(event, u"state"_s) == u"up" &&
                       field(event, u"server"_s).startsWith(cloud);
            },
            60'000);
        if (!up) qWarning("%s", up.error().sentence().c_str());
        return up ? std::move(program) : nullptr;
    }
    /// What came of it at the receiver, taken where it was not taken by itself.
    [[nodiscard]] QString carry(Program& from, Program& to, int receiver, const QString& name) {
        to.mark();
        const auto path = folder() + u"/"_s + name;
        const auto sent =
            from.ask(u"send-file"_s, {{u"peer"_s, address(receiver)}, {u"path"_s, path}}, 30'000);
        if (!sent) return QString::fromStdString(sent.error().sentence());
        if (!name.endsWith(u".png"_s)) {
            const auto there = to.waitFor(name, fileAt(name, u"available"_s), 120'000);
            if (!there) return QString::fromStdString(there.error().sentence());
            (void)to.ask(u"file-accept"_s, {{u"message"_s, (*there)[u"message"_s]}});
        }
        const auto done = to.waitFor(name, fileAt(name, u"done"_s), 120'000);
        if (!done) return QString::fromStdString(done.error().sentence());
        const auto kept = field((*done)[u"file"_s].toObject(), u"path"_s);
        return hashOf(kept) == hashOf(path) ? QString() : u"it is another file"_s;
    }
    void expectCarried(Program& from, Program& to, int receiver, const QString& name, qint64 size) {
        QVERIFY(makeFile(folder() + u"/"_s + name, size));
        QElapsedTimer watch;
        watch.start();
        const auto wrong = carry(from, to, receiver, name);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        qInfo("%s: %lld ms", qPrintable(name), watch.elapsed());
    }

private Q_SLOTS:
    /// With phones behind an edge, which is no way to the cloud: it is gone before a file goes.
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "cloud,edge"}), office_.failure().c_str());
        QVERIFY(leadsToTheCloud());
        anna_ = signIn(u"anna"_s, 1);
        ben_ = signIn(u"ben"_s, 2);
        QVERIFY(anna_ && ben_);
        for (const char* node : {"expe1", "expe2"}) QVERIFY(office_.done({"fault", node, "stop"}));
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void filesGoBothWays() {
        expectCarried(*anna_, *ben_, 2, u"there.bin"_s, 8 * mebibyte + 4'711);
        expectCarried(*ben_, *anna_, 1, u"back.bin"_s, 8 * mebibyte + 815);
    }
    /// A picture of the screen is taken without asking.
    void picturesOfTheScreenGoBothWays() {
        expectCarried(*anna_, *ben_, 2, u"screen.png"_s, 300'000);
        expectCarried(*ben_, *anna_, 1, u"answer.png"_s, 300'001);
    }
};

QTEST_GUILESS_MAIN(CloudFilesTest)
#include "CloudFilesTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusVirtualObject>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/QtClock.h"
#include "store/keys/KeychainKeyStore.h"
#include "store/keys/MemoryKeyStore.h"

using namespace sidetone;
using store::KeychainKeyStore;
using store::SecretName;

namespace {

/// A Secret Service that takes every call and never answers.
class SilentService : public QDBusVirtualObject {
public:
    int asked = 0;
    QString introspect(const QString& /*path*/) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& /*bus*/) override {
        ++asked;
        message.setDelayedReply(true);
        return true;
    }
};

/// A bus of its own with GNOME Keyring on it, unlocked or not, in a folder of its own.
class PrivateKeyring {
public:
    enum class Kind { Unlocked, Locked, None };

    explicit PrivateKeyring(Kind kind) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
        // An empty folder of services: nothing is started by the bus itself.
        environment.insert(QStringLiteral("XDG_DATA_DIRS"), folder.path());
        bus_.setProcessEnvironment(environment);
        bus_.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"),
                    QStringLiteral("--print-address")});
        if (!bus_.waitForReadyRead(5000)) return;
        address = QString::fromUtf8(bus_.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);
        if (kind == Kind::None) return;
        keyring_.setProcessEnvironment(environment);
        if (kind == Kind::Locked) unlockOnce(environment);
        QStringList options{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
        if (kind == Kind::Unlocked) options << QStringLiteral("--unlock");
        keyring_.start(QStringLiteral("gnome-keyring-daemon"), options);
        if (kind == Kind::Unlocked) keyring_.write("keyring password");
        keyring_.closeWriteChannel();
        waitForService();
    }
    ~PrivateKeyring() {
        for (auto* process : {&keyring_, &bus_}) {
            if (process->state() == QProcess::NotRunning) continue;
            process->terminate();
            process->waitForFinished(3000);
        }
    }
    [[nodiscard]] bool isOnDisk(const QByteArray& words) const {
        QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words)) return true;
        }
        return false;
    }

    QTemporaryDir folder;
    QString address;

private:
    /// Makes the collection, so that the next start finds it locked.
    void unlockOnce(const QProcessEnvironment& environment) {
        QProcess first;
        first.setProcessEnvironment(environment);
        first.start(QStringLiteral("gnome-keyring-daemon"),
                    {QStringLiteral("--foreground"), QStringLiteral("--components=secrets"),
                     QStringLiteral("--unlock")});
        first.write("keyring password");
        first.closeWriteChannel();
        waitForService();
        first.terminate();
        first.waitForFinished(3000);
    }
    void waitForService() const {
        const auto bus = QDBusConnection::connectToBus(address, QStringLiteral("watch"));
        const auto isThere = [&] {
            return bus.interface()
                ->isServiceRegistered(QStringLiteral("org.freedesktop.secrets"))
                .value();
        };
        (void)QTest::qWaitFor(isThere, 5000);
    }
    QProcess bus_;
    QProcess keyring_;
};

}  // namespace

/// Each function is a program of its own: libsecret keeps the first bus that it met.
class KeyStoreTest : public QObject {
    Q_OBJECT

    core::QtClock clock_;
    core::Owner owner_;
    const SecretName name_{"anna@office.example", store::secretService::password};
    const std::string secret_ = "correct horse \xc3\xa4";

    template <class T>
    core::Result<T> wait(core::Task<T> task) {
        std::optional<core::Result<T>> result;
        std::move(task).then(owner_, [&](core::Result<T> told) { result = std::move(told); });
        QElapsedTimer timer;
        timer.start();
        while (!result && timer.elapsed() < 20'000) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        }
        if (!result) return core::fail(core::ErrorCode::Internal, "It never ended");
        return std::move(*result);
    }
    /// What has to be so where only memory is left.
    void livesInMemory(store::KeyStore& keys, const std::string& reason) {
        QVERIFY(wait(keys.write(name_, core::Secret(secret_))).has_value());
        QVERIFY(!keys.state().lasts);
        QVERIFY2(keys.state().why.find(reason) != std::string::npos, keys.state().why.c_str());
        const auto read = wait(keys.read(name_));
        QVERIFY(read.has_value());
        QCOMPARE(read->reveal(), secret_);
        QVERIFY(wait(keys.remove(name_)).has_value());
        QVERIFY(!wait(keys.read(name_)).has_value());
    }

private Q_SLOTS:
    void memoryKeepsUntilTheEnd() {
        store::MemoryKeyStore keys("Your organisation does not allow it.");
        QVERIFY(wait(keys.read(name_)).error().code == core::ErrorCode::NotFound);
        livesInMemory(keys, "does not allow");
    }
    void keepsInTheKeyring() {
        PrivateKeyring keyring(PrivateKeyring::Kind::Unlocked);
        {
            KeychainKeyStore keys(clock_);
            QVERIFY(wait(keys.read(name_)).error().code == core::ErrorCode::NotFound);
            QVERIFY(wait(keys.write(name_, core::Secret("older"))).has_value());
            QVERIFY(wait(keys.write(name_, core::Secret(secret_))).has_value());
            QVERIFY2(keys.state().lasts, keys.state().why.c_str());
        }
        KeychainKeyStore later(clock_);
        const auto read = wait(later.read(name_));
        QVERIFY2(read.has_value(), read ? "" : read.error().sentence().c_str());
        QCOMPARE(read->reveal(), secret_);
        QVERIFY(!wait(later.read({"ben@office.example", name_.service})).has_value());
        QVERIFY(keyring.isOnDisk("GnomeKeyring"));
        QVERIFY(!keyring.isOnDisk("correct horse"));
        QVERIFY(wait(later.remove(name_)).has_value());
        QVERIFY(!wait(KeychainKeyStore(clock_).read(name_)).has_value());
    }
    void fallsBackWhereItStaysLocked() {
        PrivateKeyring keyring(PrivateKeyring::Kind::Locked);
        KeychainKeyStore keys(clock_, "Sidetone",
                              {core::Milliseconds(3000), core::Milliseconds(3000)});
        livesInMemory(keys, "kept until the program ends");
        QVERIFY(!keyring.isOnDisk("correct horse"));
    }
    void fallsBackWhereThereIsNone() {
        PrivateKeyring keyring(PrivateKeyring::Kind::None);
        KeychainKeyStore keys(clock_);
        livesInMemory(keys, "kept until the program ends");
        QVERIFY(!keyring.isOnDisk("correct horse"));
    }
    void fallsBackWithoutABus() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        KeychainKeyStore keys(clock_);
        livesInMemory(keys, "kept until the program ends");
    }
    void neverWaitsForASilentService() {
        PrivateKeyring keyring(PrivateKeyring::Kind::None);
        SilentService silent;
        auto bus = QDBusConnection::connectToBus(keyring.address, QStringLiteral("silent"));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.secrets")));
        QVERIFY(bus.registerVirtualObject(QStringLiteral("/org/freedesktop/secrets"), &silent,
                                          QDBusConnection::SubPath));
        KeychainKeyStore keys(clock_, "Sidetone",
                              {core::Milliseconds(300), core::Milliseconds(300)});
        QVERIFY(!wait(keys.read(name_)).has_value());
        QVERIFY(silent.asked > 0);
        livesInMemory(keys, "did not answer within");
    }
};

/// Runs one function, or each in a process of its own.
int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    KeyStoreTest test;
    if (argc > 1) return QTest::qExec(&test, argc, argv);
    int failures = 0;
    const auto* meta = test.metaObject();
    for (int i = meta->methodOffset(); i < meta->methodCount(); ++i) {
        if (meta->method(i).access() != QMetaMethod::Private) continue;
        failures += QProcess::execute(QCoreApplication::applicationFilePath(),
                                      {QString::fromUtf8(meta->method(i).name())});
    }
    return failures;
}
#include "KeyStoreTest.moc"

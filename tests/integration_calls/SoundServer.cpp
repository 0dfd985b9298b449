// SPDX-License-Identifier: GPL-3.0-or-later
#include "SoundServer.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

namespace sidetone::test {
namespace {

constexpr int patience = 10'000;

}  // namespace

SoundServer::~SoundServer() {
    kill();
}

std::string SoundServer::start() {
    for (const auto* program : {"pipewire", "wireplumber", "pipewire-pulse", "pactl"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty()) {
            return std::string(program) + " is not installed";
        }
    }
    const auto folder = folder_.path().toUtf8();
    for (const auto* name : {"XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"}) {
        qputenv(name, folder);
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder + "/bus");
    qunsetenv("PULSE_SERVER");
    return begin() ? std::string() : "the sound server does not start";
}

bool SoundServer::begin() {
    const auto run = [this](const char* program, const char* socket,
                            const QStringList& words = {}) {
        processes_.push_back(std::make_unique<QProcess>());
        auto& process = *processes_.back();
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QString::fromLatin1(program), words);
        const auto path = folder_.filePath(QString::fromLatin1(socket));
        return process.waitForStarted() &&
               QTest::qWaitFor([&] { return QFileInfo::exists(path); }, patience);
    };
    // The session manager wants a bus, to ask it who else uses real devices.
    const QStringList bus{
        QStringLiteral("--session"), QStringLiteral("--nofork"),
        QStringLiteral("--address=unix:path=") + folder_.filePath(QStringLiteral("bus"))};
    if (!run("dbus-daemon", "bus", bus) || !run("pipewire", "pipewire-0") ||
        !run("wireplumber", "pipewire-0") || !run("pipewire-pulse", "pulse/native")) {
        return false;
    }
    return QTest::qWaitFor(
        [&] {
            bool did = false;
            ask({QStringLiteral("info")}, &did);
            return did;
        },
        patience);
}

void SoundServer::kill() {
    while (!processes_.empty()) {
        processes_.back()->kill();
        processes_.back()->waitForFinished();
        processes_.pop_back();
    }
    for (const auto* socket : {"pulse/native", "pipewire-0", "bus"}) {
        QFile::remove(folder_.filePath(QString::fromLatin1(socket)));
    }
}

QString SoundServer::ask(const QStringList& words, bool* did) const {
    QProcess pactl;
    pactl.start(QStringLiteral("pactl"), words);
    const bool ended = pactl.waitForFinished(patience) && pactl.exitCode() == 0;
    if (did != nullptr) *did = ended;
    return ended ? QString::fromUtf8(pactl.readAllStandardOutput()).trimmed() : QString();
}

QString SoundServer::plugLoudspeaker(const QString& name, const QString& form) {
    return ask({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
                QStringLiteral("sink_name=") + name,
                QStringLiteral("sink_properties=device.form_factor=%1").arg(form)});
}

QString SoundServer::plugMicrophone(const QString& name) {
    return ask({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
                QStringLiteral("media.class=Audio/Source/Virtual"),
                QStringLiteral("sink_name=") + name, QStringLiteral("channel_map=mono")});
}

bool SoundServer::unplug(const QString& device) {
    bool did = false;
    ask({QStringLiteral("unload-module"), device}, &did);
    return did;
}

bool SoundServer::makeDefault(const QString& loudspeaker) {
    bool did = false;
    ask({QStringLiteral("set-default-sink"), loudspeaker}, &did);
    return did;
}

}  // namespace sidetone::test

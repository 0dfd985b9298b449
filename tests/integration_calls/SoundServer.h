// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <memory>
#include <string>
#include <vector>

namespace sidetone::test {

/// PipeWire with its session manager and its PulseAudio socket, as ordinary processes in a runtime
/// folder of their own: no sound card, nobody else's devices. The environment of this process
/// points there until the object goes.
class SoundServer {
public:
    ~SoundServer();

    /// Empty once devices can be plugged in; otherwise what is missing.
    [[nodiscard]] std::string start();
    /// Plugs in a loudspeaker (a null sink: its monitor gives what was played to it); gives the
    /// number to pull it out by, empty where that failed.
    QString plugLoudspeaker(const QString& name, const QString& form = {});
    /// A microphone that hears nothing.
    QString plugMicrophone(const QString& name);
    bool unplug(const QString& device);
    bool makeDefault(const QString& loudspeaker);
    /// Ends the server as a crash does; begin() starts it again.
    void kill();
    [[nodiscard]] bool begin();

private:
    QString ask(const QStringList& words, bool* did = nullptr) const;

    QTemporaryDir folder_;
    std::vector<std::unique_ptr<QProcess>> processes_;
};

}  // namespace sidetone::test

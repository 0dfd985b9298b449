// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtEndian>
#include <cmath>
#include <numbers>

#include "ToneMeter.h"
#include "media/video/TestPattern.h"
#include "media/video/Y4mFile.h"

namespace sidetone::test {

/// Another program's phone: a folder, a process that takes commands on stdin, a tone to speak.
class OtherPhone {
public:
    OtherPhone() : folder_(QDir::tempPath() + QStringLiteral("/phone-XXXXXX")) {
        process_.setProcessChannelMode(QProcess::MergedChannels);
    }
    ~OtherPhone() {
        if (process_.state() == QProcess::NotRunning) return;
        process_.terminate();
        if (!process_.waitForFinished(3000)) {
            process_.kill();
            process_.waitForFinished(3000);
        }
    }
    OtherPhone(const OtherPhone&) = delete;
    OtherPhone& operator=(const OtherPhone&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const {
        return folder_.path().toStdString() + "/" + name;
    }
    void write(const std::string& name, const std::string& text) const {
        QFile file(QString::fromStdString(path(name)));
        if (file.open(QIODevice::WriteOnly)) file.write(text.data(), qint64(text.size()));
    }
    void writeTone(const std::string& name, int rate, double frequency) const {
        media::WavSound sound;
        sound.rate = rate;
        for (int i = 0; i < rate * 20; ++i) {
            const double phase = 2 * std::numbers::pi * frequency * i / rate;
            sound.samples.push_back(static_cast<std::int16_t>(8'000 * std::sin(phase)));
        }
        [[maybe_unused]] const auto written = media::writeWav(path(name), sound);
    }
    /// Pictures with numbers from `first` on, at 15 a second.
    void writePattern(const std::string& name, std::uint16_t first) const {
        auto file = media::Y4mWriter::create(path(name), {320, 180}, 15);
        if (!file) return;
        for (int i = 0; i < 15 * 20; ++i) {
            (*file)->show(
                media::drawTestPicture({320, 180}, static_cast<std::uint16_t>(first + i)));
        }
    }
    bool start(const QString& program, const QStringList& arguments) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), folder_.path());
        for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME"}) {
            environment.insert(QString::fromUtf8(name), folder_.path() + QStringLiteral("/xdg"));
        }
        QDir(folder_.path()).mkpath(QStringLiteral(".local/share/linphone"));
        QDir(folder_.path()).mkpath(QStringLiteral("xdg/linphone"));
        process_.setProcessEnvironment(environment);
        process_.setWorkingDirectory(folder_.path());
        process_.start(program, arguments);
        return process_.waitForStarted(5000);
    }
    void say(const std::string& command) { process_.write((command + "\n").c_str()); }
    /// All that it has written so far.
    const QByteArray& output() {
        output_ += process_.readAllStandardOutput();
        return output_;
    }
    [[nodiscard]] bool hasSaid(const char* text) { return output().contains(text); }
    void forgetOutput() {
        output();
        output_.clear();
    }
    /// The newest half second of a recording is that tone. `rate` is for a recorder that writes
    /// its header only at the end.
    [[nodiscard]] static bool hears(const QString& recording, double frequency, int rate = 8'000) {
        QFile file(recording);
        if (!file.open(QIODevice::ReadOnly)) return false;
        auto bytes = file.readAll();
        // linphone leaves 44 octets of 0 for its header.
        if (bytes.size() > 44 && !bytes.startsWith("RIFF")) {
            const auto header = media::wavHeader(rate, quint32(bytes.size() - 44));
            bytes.replace(0, 44, QByteArray::fromStdString(header));
        }
        // While it records, libsndfile leaves the length of the data at 0.
        const auto data = bytes.indexOf("data");
        if (data > 0 && bytes.size() > data + 8) {
            qToLittleEndian(quint32(bytes.size() - data - 8), bytes.data() + data + 4);
        }
        const auto sound = media::parseWav({bytes.constData(), std::size_t(bytes.size())});
        if (!sound || sound->samples.empty()) return false;
        const double length = static_cast<double>(sound->samples.size()) / sound->rate;
        const auto tone = media::strongestTone(
            media::cut(sound->samples, sound->rate, {length - 0.5, 0.5}), sound->rate);
        return std::abs(tone.frequency - frequency) < 8 && tone.level > -30;
    }

private:
    QTemporaryDir folder_;
    QProcess process_;
    QByteArray output_;
};

}  // namespace sidetone::test

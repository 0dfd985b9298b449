// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <span>

#include "core/Random.h"
#include "media/ToneMeter.h"
#include "media/wav/WavFile.h"

using namespace sidetone::media;
using sidetone::core::ErrorCode;

class WavTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWent() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("a.wav")).toStdString();
        const WavSound sound{16000, {0, 1, -1, 32767, -32768, 12345}};
        QVERIFY(writeWav(path, sound).has_value());
        const auto back = readWav(path);
        QVERIFY(back.has_value());
        QCOMPARE(back->rate, 16000);
        QCOMPARE(back->samples, sound.samples);
    }
    void headerIsTheKnownOne() {
        const auto header = wavHeader(8000, 320);
        const QByteArray expected = QByteArray::fromHex(
            "524946466401000057415645666d7420100000000100010"
            "0401f0000803e0000020010006461746140010000");
        QCOMPARE(QByteArray::fromStdString(header), expected);
    }
    void takesTheFirstChannelAndAStoppedWriter() {
        auto bytes = wavHeader(8000, 0xFFFFFF00U);
        bytes[22] = 2;
        const std::string frames("\x01\x00\x05\x00\x02\x00\x05\x00\x03", 9);
        const auto sound = parseWav(bytes + frames);
        QVERIFY(sound.has_value());
        QCOMPARE(sound->samples, (std::vector<std::int16_t>{1, 2}));
    }
    /// A tone of 440 Hz, as another program writes it in the codings of voicemail (VM-03).
    void readsTheCodingsOfVoicemail_data() {
        QTest::addColumn<QString>("file");
        for (const char* name : {"pcm", "mu-law", "a-law", "gsm"}) {
            QTest::newRow(name) << QStringLiteral("%1/tests/unit/media/voice/%2.wav")
                                       .arg(QStringLiteral(SIDETONE_SOURCE_DIR),
                                            QLatin1String(name));
        }
    }
    void readsTheCodingsOfVoicemail() {
        QFETCH(QString, file);
        const auto sound = readWav(file.toStdString());
        QVERIFY2(sound.has_value(), sound ? "" : sound.error().sentence().c_str());
        QCOMPARE(sound->rate, 8000);
        QVERIFY(sound->samples.size() >= 3000 && sound->samples.size() <= 3400);
        // GSM needs a moment to swing in.
        const auto steady = std::span(sound->samples).subspan(800, 1600);
        const auto tone = strongestTone(steady, 8000);
        QVERIFY2(std::abs(tone.frequency - 440) < 5, std::to_string(tone.frequency).c_str());
        QVERIFY2(std::abs(tone.level + 6) < 1.5, std::to_string(tone.level).c_str());
    }
    void refusesOtherThings() {
        QCOMPARE(readWav("/nonexistent/a.wav").error().code, ErrorCode::NotFound);
        QCOMPARE(parseWav("").error().code, ErrorCode::BadAnswer);
        auto eightBit = wavHeader(8000, 0);
        eightBit[34] = 8;
        QCOMPARE(parseWav(eightBit).error().code, ErrorCode::BadAnswer);
        QVERIFY(!writeWav("/nonexistent/a.wav", {8000, {}}).has_value());
    }
    void livesThroughAnyBytes() {
        sidetone::core::SeededRandom random(7);
        const auto good = wavHeader(8000, 64) + std::string(64, 'x');
        for (int i = 0; i < 5000; ++i) {
            auto bytes = good.substr(0, random.below(good.size() + 1));
            for (int k = 0; k < 3 && !bytes.empty(); ++k) {
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            }
            const auto sound = parseWav(bytes);
            // Nothing codes more densely than GSM: 320 samples in 65 octets.
            if (sound) QVERIFY(sound->samples.size() <= bytes.size() * 5);
        }
    }
};

QTEST_GUILESS_MAIN(WavTest)
#include "WavTest.moc"

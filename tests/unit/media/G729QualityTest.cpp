// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>
#include <functional>

#include "Rows.h"
#include "SyntheticVoice.h"
#include "core/Random.h"
#include "media/codecs/G729Codec.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
}

using namespace sidetone::media;
using sidetone::core::SeededRandom;
using sidetone::test::segmentalRatio;
using sidetone::test::SyntheticVoice;

ROWS("CODEC-04");

namespace {

using Payload = std::vector<std::uint8_t>;
using Samples = std::vector<std::int16_t>;
using Packets = std::vector<Payload>;

Packets encodeAll(const Samples& sound) {
    auto encoder = std::move(*G729SoundEncoder::create());
    Packets packets;
    for (std::size_t at = 0; at + 160 <= sound.size(); at += 160) {
        Payload payload(1400);
        payload.resize(encoder->encode(std::span(sound).subspan(at, 160), payload));
        packets.push_back(std::move(payload));
    }
    return packets;
}

/// Packets that are empty are concealed.
Samples decodeAll(const Packets& packets) {
    auto decoder = std::move(*G729SoundDecoder::create());
    Samples heard;
    for (const auto& packet : packets) {
        Samples piece(160);
        if (packet.empty()) {
            decoder->conceal(piece, {});
        } else if (decoder->decode(packet, piece) != 160) {
            return {};
        }
        heard.insert(heard.end(), piece.begin(), piece.end());
    }
    return heard;
}

/// The decoder of libavcodec: others' code for the same recommendation. Frame by frame.
class OtherDecoder {
public:
    OtherDecoder()
        : context_(avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_G729))),
          packet_(av_packet_alloc()),
          frame_(av_frame_alloc()) {
        context_->sample_rate = 8000;
        av_channel_layout_default(&context_->ch_layout, 1);
        isOpen_ = avcodec_open2(context_, nullptr, nullptr) >= 0;
    }
    ~OtherDecoder() {
        av_frame_free(&frame_);
        av_packet_free(&packet_);
        avcodec_free_context(&context_);
    }
    OtherDecoder(const OtherDecoder&) = delete;
    OtherDecoder& operator=(const OtherDecoder&) = delete;

    [[nodiscard]] Samples decode(const Packets& packets) {
        Samples heard;
        for (const auto& packet : packets) {
            for (std::size_t at = 0; isOpen_ && at + 10 <= packet.size(); at += 10) {
                if (av_new_packet(packet_, 10) < 0) return heard;
                std::copy_n(packet.begin() + static_cast<std::ptrdiff_t>(at), 10, packet_->data);
                const int sent = avcodec_send_packet(context_, packet_);
                av_packet_unref(packet_);
                if (sent < 0 || avcodec_receive_frame(context_, frame_) < 0) return heard;
                const auto* samples = reinterpret_cast<const std::int16_t*>(frame_->data[0]);
                heard.insert(heard.end(), samples, samples + frame_->nb_samples);
            }
        }
        return heard;
    }

private:
    AVCodecContext* context_;
    AVPacket* packet_;
    AVFrame* frame_;
    bool isOpen_ = false;
};

Packets damaged(Packets packets, const std::function<void(Payload&)>& how) {
    for (auto& packet : packets) how(packet);
    return packets;
}

std::uint8_t mirrored(std::uint8_t octet) {
    std::uint8_t out = 0;
    for (int bit = 0; bit < 8; ++bit) {
        out = static_cast<std::uint8_t>((out << 1U) | ((octet >> bit) & 1U));
    }
    return out;
}

/// In dB below full scale.
double levelOf(std::span<const std::int16_t> samples) {
    double sum = 0;
    for (const auto sample : samples) sum += double(sample) * sample;
    return 10 * std::log10(sum / static_cast<double>(samples.size()) / (32768.0 * 32768.0) + 1e-12);
}

/// Triangle sweeps with noise on top: integers alone, the same everywhere.
Samples probe() {
    Samples samples;
    SeededRandom random(18);
    std::uint32_t phase = 0;
    for (std::uint32_t i = 0; i < 16000; ++i) {
        phase += (i % 4000U) * 56000U + 6000000U;
        const auto ramp = static_cast<std::int32_t>(phase >> 16U);
        const std::int32_t triangle = (ramp < 32768 ? ramp : 65535 - ramp) * 2 - 32768;
        const std::int32_t noise = static_cast<std::int32_t>(random.below(1024)) - 512;
        samples.push_back(static_cast<std::int16_t>((triangle / 2 + noise) >> (i / 4000U)));
    }
    return samples;
}

QByteArray hashOf(const char* bytes, std::size_t count) {
    const auto view = QByteArray::fromRawData(bytes, static_cast<qsizetype>(count));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex();
}

QByteArray decibel(double value) {
    return QByteArray::number(value, 'f', 2) + " dB";
}

}  // namespace

/// G.729 annex A as a whole: its rate, what speech sounds like through it, what another decoder
/// makes of it, and how much a lost packet costs.
class G729QualityTest : public QObject {
    Q_OBJECT
private:
    const Samples said_ = SyntheticVoice().speak(4000);
    const Packets packets_ = encodeAll(said_);

private Q_SLOTS:
    /// 8 kbit/s to the octet, in sound and in pauses: no frame is ever left out or shorter.
    void theRateIsEightKilobits() {
        QCOMPARE(packets_.size(), std::size_t(200));
        std::size_t octets = 0;
        for (const auto& packet : packets_) {
            QCOMPARE(packet.size(), std::size_t(20));
            octets += packet.size();
        }
        QCOMPARE(octets * 8 / 4, std::size_t(8000));
    }
    /// Speech comes through; frames in the wrong order, octets the wrong way round or a damaged
    /// octet a frame do not pass for it.
    void speechComesThrough() {
        constexpr double enough = 4;
        const double whole = segmentalRatio(said_, decodeAll(packets_));
        const auto ratioAfter = [&](const std::function<void(Payload&)>& how) {
            return segmentalRatio(said_, decodeAll(damaged(packets_, how)));
        };
        const double swapped = ratioAfter([](Payload& packet) {
            std::rotate(packet.begin(), packet.begin() + 10, packet.end());
        });
        const double turned = ratioAfter([](Payload& packet) {
            for (auto& octet : packet) octet = mirrored(octet);
        });
        SeededRandom random(4);
        const double hit = ratioAfter([&](Payload& packet) {
            for (const std::size_t frame : {0U, 10U}) packet[frame + random.below(10)] ^= 0xFFU;
        });
        QVERIFY2(whole > enough, decibel(whole));
        for (const double broken : {swapped, turned, hit}) {
            QVERIFY2(broken < enough - 3, decibel(broken));
        }
    }
    /// libavcodec hears in our packets what we hear in them, and nearly what was said.
    void anotherDecoderHearsTheSame() {
        const auto ours = decodeAll(packets_);
        const auto theirs = OtherDecoder().decode(packets_);
        QCOMPARE(theirs.size(), ours.size());
        const double same = segmentalRatio(theirs, ours);
        const double speech = segmentalRatio(said_, theirs);
        QVERIFY2(same > 20, decibel(same));
        QVERIFY2(speech > 4, decibel(speech));
    }
    /// The library calculates in integers, so that the same octets and samples come out on every
    /// machine: what goes over the wire does not change unnoticed.
    void theOctetsAreTheSameEverywhere() {
        Payload octets;
        const auto packets = encodeAll(probe());
        for (const auto& packet : packets)
            octets.insert(octets.end(), packet.begin(), packet.end());
        const auto heard = decodeAll(packets);
        QCOMPARE(hashOf(reinterpret_cast<const char*>(octets.data()), octets.size()),
                 QByteArray("2d1f11fec5432f822bbbb9bfcc762c1b9faeab62b5fb7489d35591d749ead74b"));
        QCOMPARE(hashOf(reinterpret_cast<const char*>(heard.data()), heard.size() * 2),
                 QByteArray("b0fe5a451e34a5a43e2f9b3f49e5b16242164855f09f0692c9cb8e3fd6a21381"));
    }
    /// A tenth of the packets lost, none of them next to another: what is made up is as loud as
    /// what was lost, and the speech around it stays.
    void lossIsConcealed() {
        const auto whole = decodeAll(packets_);
        auto lossy = packets_;
        SeededRandom random(29);
        std::vector<std::size_t> lost;
        for (std::size_t i = 5; i < lossy.size(); ++i) {
            if (random.below(10) != 0 || lossy[i - 1].empty()) continue;
            lossy[i].clear();
            lost.push_back(i);
        }
        QVERIFY(lost.size() > 10);
        const auto heard = decodeAll(lossy);
        std::vector<double> errors;
        for (const auto i : lost) {
            const auto meant = levelOf(std::span(whole).subspan(i * 160, 160));
            if (meant < -40) continue;
            errors.push_back(std::abs(levelOf(std::span(heard).subspan(i * 160, 160)) - meant));
        }
        QVERIFY(errors.size() > 8);
        std::ranges::sort(errors);
        const double middle = errors[errors.size() / 2];
        QVERIFY2(middle < 6, decibel(middle));
        const double ratio = segmentalRatio(said_, heard);
        QVERIFY2(ratio > 1, decibel(ratio));
    }
    /// After one lost packet the decoder finds back: a fifth of a second later all is as if
    /// nothing had been lost.
    void itFindsBack() {
        auto lossy = packets_;
        lossy[60].clear();
        const auto whole = decodeAll(packets_);
        const auto heard = decodeAll(lossy);
        QVERIFY(!std::equal(whole.begin() + 60 * 160, whole.begin() + 61 * 160,
                            heard.begin() + 60 * 160));
        const auto after = [](const Samples& samples) {
            return std::span(samples).subspan(70 * 160);
        };
        const double ratio = segmentalRatio(after(whole), after(heard));
        QVERIFY2(ratio > 25, decibel(ratio));
    }
    /// Frames come in packets of any number, and a description of noise may follow the last one
    /// (annex B of a sender who did not listen): every frame is heard once.
    void packetsOfAnyNumberOfFrames() {
        auto decoder = std::move(*G729SoundDecoder::create());
        for (std::size_t frames = 1; frames <= 12; ++frames) {
            Payload packet;
            for (std::size_t i = 0; i < frames; ++i) {
                const auto& from = packets_[20 + i];
                packet.insert(packet.end(), from.begin(), from.begin() + 10);
            }
            Samples samples(960 + 80);
            QCOMPARE(decoder->samplesIn(packet), int(frames * 80));
            QCOMPARE(decoder->decode(packet, samples), int(frames * 80));
            QVERIFY(!decoder->beginsPause(packet));
            if (frames == 12) break;
            packet.insert(packet.end(), {0x1F, 0x60});
            QCOMPARE(decoder->samplesIn(packet), int(frames * 80 + 80));
            QCOMPARE(decoder->decode(packet, samples), int(frames * 80 + 80));
            QVERIFY(decoder->beginsPause(packet));
        }
    }
};

QTEST_GUILESS_MAIN(G729QualityTest)
#include "G729QualityTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sidetone::test {

/// What ITU's fixed-point software of G.722.1 makes of g7221Probe(): eight frames, in the order
/// of RTP, and every fortieth sample of what it decodes from them (its two low bits are zero).
struct G7221Golden {
    int bitRate;
    std::array<std::string_view, 8> frames;
    std::array<std::array<std::int16_t, 8>, 8> samples;
};

/// Eight frames of integers alone: noise, a triangle with noise, silence, a chirp, loud noise.
/// SHA-256 of the samples in little-endian order begins with c4676c97.
inline std::vector<std::int16_t> g7221Probe() {
    std::vector<std::int16_t> samples;
    std::uint32_t x = 1;
    for (int n = 0; n < 2560; ++n) {
        x = (x * 1103515245U + 12345U) & 0x7FFFFFFFU;
        const int noise = static_cast<int>((x >> 16U) & 0x7FFFU) - 16384;
        const int phase = n % 40;
        const int triangle = (phase < 20 ? phase : 40 - phase) * 600 - 6000;
        const int frame = n / 320;
        int value = 0;
        if (frame < 2) value = noise >> 3;
        if (frame == 2 || frame == 3) value = triangle + (noise >> 4);
        if (frame == 5 || frame == 6) value = (n * n / 2048) % 2 == 1 ? 8000 : -8000;
        if (frame == 7) value = noise;
        samples.push_back(static_cast<std::int16_t>(value));
    }
    return samples;
}

inline constexpr std::array<G7221Golden, 2> g7221Golden{{
    {24000,
     {"8a58c2c9f71120f4f6bd7879a0af0cc9749c9395ec53530b17d88627d9aa08798754608c59a4f921"
      "d60a062299d57c9d0525c4e40be6604d714a2a0f",
      "9e247a643d3659b0965133769640fca1d09ae1ddb691da6902d31df879435fc097948904f121745b"
      "adc1048091f8129e40477b5619a87a43500a731f",
      "b8dcc0c87406fb903b0848330e5c419432665c29d2f9d29c8dd3067487cb4c3be3fcba983575a663"
      "3a11d829ae1f19b2ca8033d223c801324ce09dbf",
      "d4826010787e4ffb7171008e71565bd1e35b4c94764e25e1cc413768102aa29b191e4cae0890cd04"
      "e05309c25a127b29b68c9a3f46bc4b1d0cfa53ff",
      "c998321ac305fe6568b0278acd06083298ab8de01e649e9cf2c1b148c183ae014c9d088e53c14544"
      "81c384e28d4cb1580737c598d6e0cf65c92a7fff",
      "a521f4a20f94d1f2e7c01953a751060c2ca038503286a8ca1687528b43b54c43964367aaa3db94d2"
      "6a66102e5c3b4ad954fad7d59a0d7d84bee697df",
      "d5b1e1ac2a9c935356c9629d12b635456035fdac40719c165d6482f32068199060780c9a6f328488"
      "d2ab1b9a91b151b08fc80d66c0c7bb53b11e8fff",
      "d63c12d67955403208a87bc33a14e90c3a756a272986c8266aa6d2d30b072b99c89310185f1a87fe"
      "31a93958a0a443add7baa14113a4c15dda14a206"},
     {{{0, -8, -32, -200, 164, -224, -356, 392},
       {-160, -700, 668, 656, -416, 536, -1596, -112},
       {-1508, -1256, 780, -532, 288, -684, -716, -1228},
       {-5136, -5880, -5776, -5812, -6920, -5920, -5280, -6036},
       {-5748, -6336, -6220, -6540, -5336, -7272, -6088, -6504},
       {-1568, 216, -712, 2044, 1184, -8, 1104, -748},
       {-2924, 8088, -788, -10720, -6140, -7756, 6704, 7312},
       {-6648, 7108, 4744, -6812, -3300, -1376, -7364, 8728}}}},
    {32000,
     {"8a58c2c9f708987a9cac24ae7850d32202224dad5634c59ab0938ad026d69ca941cb04c1dd9309a1"
      "c5128684efa98c5805dc203cd543ed4bc4e4bded576aa8ab2132ed123285aaaacad316549b5ab2b7",
      "9e247a643d3642a91016d397c2f49abe5049a4b23585e3fae706c0b457562a037cf3222c59205fad"
      "3dec43d3410aa342b65d3c7d444a38494710aa14139749352335ead24e15ac9ec18c88f905817dbf",
      "b8dcc0c874053e7ab6801880ab40b406359246066a235c5444cc13046200f0d639df9995c1b49b63"
      "1af32cfc943e4ebba388fe45b42720c3869919b8b88ffa0c47cac043c60d6860082e12e5444e37ff",
      "d4826010787e47fb7171a28a87b5ad16807c14bb3c83060f5c602e2455b016aac89130fc93d592ec"
      "ec2b62e80083171f349082e4694c028012d2aaa8606a1ab8d22c649231b7116271611134213c517f",
      "c998321ac305be6568b0278ac743720c641643905803100985dd8b5586d1aede01e6ab25d84710c0"
      "852054e40ea79a49ebed28d2609a4d2439932a37e2cc19619ce350ea5370aa73a9a72ea0989b41df",
      "a521f4a20f94133608204326a3e598a1b7f5038a1a0ecf486714098d8d911b2229c9354204c52a85"
      "43d290892a89d01ec518c632c8b440b90f90c6f22041f9f4219210ceb4faa92ed5643bb41d8a5fff",
      "d5b1e1ac2aa4935356c9629d931e4802a1e85ce46285a055d70b2900518100539e52034208c16484"
      "5204fb852699da59974d03ce55aea19789b844f40122968f211dd07fd0f0633e15a4ffca5eb9ffff",
      "d63c12d6794c6407218e48cba5a73d11a0446e91546804252e9e81d45eace24c447ea76c4e251ed6"
      "148f34beaa85631108f64c16931b69f47ea650b6f8a81aebaa4bb41d8a280ef6c1f2335a99c236dc"},
     {{{0, 8, 28, -188, 192, -184, -396, -280},
       {-156, 48, 1092, 128, -1272, 172, -2188, 504},
       {-628, -8, 1028, 580, 640, 28, 64, -1492},
       {-4856, -5348, -6168, -6060, -6668, -5804, -5512, -6148},
       {-5788, -6232, -5740, -6416, -5084, -6464, -5688, -6796},
       {-820, -592, 196, 488, -280, -788, 424, -1632},
       {-3752, 8096, -6200, -11520, -8240, -7604, 5000, 6668},
       {-6988, 7788, 7376, -9600, -9740, -4964, -14532, 7896}}}},
}};

}  // namespace sidetone::test

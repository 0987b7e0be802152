export { storyWriter } from './story-writer';
